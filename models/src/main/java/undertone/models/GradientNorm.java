package undertone.models;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/// How steep the loss is at some weights, over all of them together.
public final class GradientNorm {
  private GradientNorm() {}

  /// Shortens the gradients alike, so that together they are no longer than this. Call it outside
  /// [Gradients], before the weights move.
  ///
  /// @param most 0 = measure only
  /// @return how long they were
  public static double limit(Map<String, NDArray> weights, double most) {
    double squares = 0;
    for (var weight : weights.values()) {
      try (var gradient = weight.getGradient();
          var square = gradient.square();
          var sum = square.sum()) {
        squares += sum.getFloat();
      }
    }
    double norm = Math.sqrt(squares);
    if (most > 0 && norm > most) {
      for (var weight : weights.values()) {
        try (var gradient = weight.getGradient()) {
          gradient.muli(most / norm);
        }
      }
    }
    return norm;
  }
}
