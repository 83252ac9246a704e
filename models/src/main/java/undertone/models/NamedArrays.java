package undertone.models;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.LinkedHashMap;
import java.util.Map;

/// The arrays of layers under the names that a PyTorch state dict gives them.
public final class NamedArrays {
  private NamedArrays() {}

  /// What gradients move: `fc.weight`, `encoder.bn1.bias`, …, in the order of the layers.
  public static Map<String, NDArray> weights(Map<String, Block> layers) {
    return of(layers, true);
  }

  /// What batch normalisation has seen: `encoder.bn1.running_mean`, …; no gradient touches them.
  public static Map<String, NDArray> statistics(Map<String, Block> layers) {
    return of(layers, false);
  }

  private static Map<String, NDArray> of(Map<String, Block> layers, boolean moved) {
    var found = new LinkedHashMap<String, NDArray>();
    layers.forEach((path, layer) ->
        layer
            .getParameters()
            .forEach(entry -> {
              if (entry.getValue().requiresGradient() == moved) {
                found.put(path + "." + inPyTorch(entry.getKey()), entry.getValue().getArray());
              }
            }));
    return found;
  }

  private static String inPyTorch(String parameter) {
    return switch (parameter) {
      case "gamma" -> "weight";
      case "beta" -> "bias";
      case "runningMean" -> "running_mean";
      case "runningVar" -> "running_var";
      case "l_0_i2h_WEIGHT" -> "weight_ih_l0";
      case "l_0_h2h_WEIGHT" -> "weight_hh_l0";
      case "l_0_i2h_BIAS" -> "bias_ih_l0";
      case "l_0_h2h_BIAS" -> "bias_hh_l0";
      default -> parameter;
    };
  }
}
