package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import undertone.models.weights.UnreadableWeightsException;

/// Weights that a network has been given, held against those that it needs.
public final class HostedWeights {
  private static final int NAMED = 8; // names that a message lists

  private HostedWeights() {}

  /// The arrays of a network, if all are there, each of its shape, and no other.
  ///
  /// @throws UnreadableWeightsException naming all that are missing, unexpected or of another shape
  public static Map<String, NDArray> exactly(Map<String, Shape> needed, Map<String, NDArray> given)
      throws UnreadableWeightsException {
    var missing = needed.keySet().stream().filter(name -> !given.containsKey(name)).toList();
    var unexpected = given.keySet().stream().filter(name -> !needed.containsKey(name)).toList();
    var weights = new LinkedHashMap<String, NDArray>();
    var misshapen = new ArrayList<String>();
    needed.forEach((name, shape) -> {
      var array = given.get(name);
      if (array != null) {
        weights.put(name, array);
        if (!array.getShape().equals(shape)) {
          misshapen.add("%s %s instead of %s".formatted(name, array.getShape(), shape));
        }
      }
    });
    if (!missing.isEmpty() || !unexpected.isEmpty() || !misshapen.isEmpty()) {
      throw new UnreadableWeightsException(
          "These weights are not the network's. Missing: %s. Unexpected: %s. Of another shape: %s."
              .formatted(some(missing), some(unexpected), some(misshapen)));
    }
    return weights;
  }

  private static String some(List<String> names) {
    var first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.isEmpty()
        ? "none"
        : names.size() > NAMED ? "%s, … (%d)".formatted(first, names.size()) : first;
  }
}
