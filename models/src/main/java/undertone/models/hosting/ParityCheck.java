package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.weights.UnreadableWeightsException;

/// Holds a model against numbers that its authors' code computed, of any size: the network is made
/// by the folder's `config.json`, so a folder nobody has seen before does as well.
public final class ParityCheck {
  private static final String NORM = "l2";

  private ParityCheck() {}

  /// Compares outputs, losses and norms of gradients.
  ///
  /// @throws UnreadableWeightsException if the weights are not the network's, or if none of the
  ///   folder's numbers is one that the network computes
  public static ParityReport of(HostedModel model, ReferenceFolder folder) throws IOException {
    var network = model.network(folder.sizes());
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var weights = HostedWeights.exactly(network.weights(), folder.arrays("weights", manager));
      weights.values().forEach(weight -> weight.setRequiresGradient(true));
      var inputs = folder.arrays("input", manager);
      var theirs = folder.arrays("output", manager);
      var gaps = new LinkedHashMap<String, Gap>();
      for (var loss : losses(folder.gradients()).entrySet()) {
        try (var _ = new NDScope();
            var recorded = new Gradients()) {
          var ours = new HashMap<String, NDArray>();
          recorded.backward(network.loss(loss.getKey(), weights, inputs, ours::put));
          theirs.forEach((name, array) -> {
            if (ours.containsKey(name)) {
              gaps.put(name, Gap.between(ours.get(name), array));
            }
          });
          compareGradients(loss.getKey(), weights, loss.getValue(), gaps);
        }
      }
      if (gaps.isEmpty()) {
        throw new UnreadableWeightsException(
            "Nothing in %s could be compared: of %s this network computes none."
                .formatted(folder.path(), theirs.keySet()));
      }
      var others = theirs.keySet().stream().filter(name -> !gaps.containsKey(name)).toList();
      return new ParityReport(
          model.name(), network.parameters(), gaps, List.copyOf(others), List.of());
    }
  }

  /// Gradients by loss; where there is one loss, they stand there without its name.
  private static Map<String, JsonNode> losses(JsonNode gradients) {
    boolean one = gradients.properties().stream().allMatch(e -> norm(e.getValue()).isPresent());
    if (one) {
      return Map.of("loss", gradients);
    }
    var losses = new LinkedHashMap<String, JsonNode>();
    gradients.properties().forEach(entry -> losses.put(entry.getKey(), entry.getValue()));
    return losses;
  }

  private static void compareGradients(
      String loss, Map<String, NDArray> weights, JsonNode theirs, Map<String, Gap> gaps) {
    weights.forEach((name, weight) -> {
      try (var gradient = weight.getGradient()) {
        norm(theirs.path(name))
            .ifPresent(norm ->
                gaps.put(ParityReport.gradient(loss, name), Gap.between(norm(gradient), norm)));
        gradient.subi(gradient.duplicate());
      }
    });
  }

  /// The norm that is kept of a gradient: a number, or one of several things known of it.
  private static OptionalDouble norm(JsonNode kept) {
    var norm = kept.isNumber() ? kept : kept.path(NORM);
    return norm.isNumber() ? OptionalDouble.of(norm.asDouble()) : OptionalDouble.empty();
  }

  private static double norm(NDArray gradient) {
    return gradient.toType(DataType.FLOAT64, true).square().sum().sqrt().getDouble();
  }
}
