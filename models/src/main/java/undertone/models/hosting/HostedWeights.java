package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import undertone.models.weights.UnreadableWeightsException;

/// Weights that a network has been given.
public final class HostedWeights {
  private HostedWeights() {}

  /// The arrays of a network, if all are there, each of its shape, and no other.
  ///
  /// @throws UnreadableWeightsException naming all that are missing, unexpected or of another shape
  public static Map<String, NDArray> exactly(Map<String, Shape> needed, Map<String, NDArray> given)
      throws UnreadableWeightsException {
    var fit = Fit.of(needed, shapes(given));
    if (!fit.exact()) {
      throw new UnreadableWeightsException(
          "These weights are not the network's. %s".formatted(fit.told()));
    }
    var weights = new LinkedHashMap<String, NDArray>();
    needed.keySet().forEach(name -> weights.put(name, Objects.requireNonNull(given.get(name))));
    return weights;
  }

  private static Map<String, Shape> shapes(Map<String, NDArray> arrays) {
    return arrays.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getShape()));
  }

  /// What fine-tuning starts from: what was learned in pre-training where the classifier has it, in
  /// place of its own first weights, which only its head, and what belongs to no encoder, keeps.
  ///
  /// @param first weights of the classifier, which are overwritten
  /// @param learned weights of the autoencoder
  /// @return names that pre-training had nothing for
  /// @throws UnreadableWeightsException if one is of another shape, or the classifier has no such
  public static Set<String> begin(
      HostedClassifier classifier, Map<String, NDArray> first, Map<String, NDArray> learned)
      throws UnreadableWeightsException {
    var taken = new LinkedHashMap<String, NDArray>();
    learned.forEach(
        (name, array) -> classifier.fineTuned(name).ifPresent(own -> taken.put(own, array)));
    var fit = Fit.of(shapes(first), shapes(taken));
    if (!fit.unexpected().isEmpty() || !fit.misshapen().isEmpty()) {
      throw new UnreadableWeightsException(
          "These weights were pre-trained for a network of another size. %s".formatted(fit.told()));
    }
    first.forEach((name, own) -> {
      var array = taken.get(name);
      if (array != null) {
        own.set(array.toFloatArray());
      }
    });
    return Set.copyOf(fit.missing());
  }
}
