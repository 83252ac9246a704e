package undertone.models.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/// Weights before any training, drawn in the order of their names from a stream of ours and nothing
/// else: matrices and kernels by Glorot's uniform rule, tokens normal, normalisations 1, biases 0.
///
/// Source: Glorot & Bengio 2010; `modeling_pretrain.py` of the authors.
public final class FirstWeights {
  private static final double SPREAD_OF_TOKENS = 0.02;
  private static final double FARTHEST = 2; // spreads, of a token's numbers

  private FirstWeights() {}

  /// @param layout names and shapes
  /// @param head what the head's first weights are multiplied by, so that all classes start alike;
  ///   0.001 as published
  public static Map<String, NDArray> draw(
      Map<String, Shape> layout, double head, NDManager manager, RandomGenerator random) {
    var weights = new LinkedHashMap<String, NDArray>();
    layout.forEach((name, shape) -> {
      var values = new float[(int) shape.size()];
      var next = draws(name, shape, name.startsWith("head.") ? head : 1, random);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) next.getAsDouble();
      }
      weights.put(name, manager.create(values, shape));
    });
    return weights;
  }

  private static DoubleSupplier draws(
      String name, Shape shape, double factor, RandomGenerator random) {
    if (name.contains("_token")) {
      return () -> SPREAD_OF_TOKENS * Math.clamp(random.nextGaussian(), -FARTHEST, FARTHEST);
    }
    if (name.endsWith("bias")) {
      return () -> 0;
    }
    if (shape.dimension() == 1) {
      return () -> 1;
    }
    long out = shape.get(0);
    double bound = factor * Math.sqrt(6.0 / (out + shape.size() / (double) out));
    return () -> random.nextDouble(-bound, bound);
  }
}
