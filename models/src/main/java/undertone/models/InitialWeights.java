package undertone.models;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// First weights as the PyTorch references draw them, from a stream of ours and nothing else.
public final class InitialWeights {
  private InitialWeights() {}

  /// Fills one layer: linear layers uniform in ±1/√fan-in, LSTMs in ±1/√width, convolutions normal
  /// with variance 2/fan-out (He et al. 2015, eq. 14). Normalisations start at 1 and 0 and draw
  /// nothing.
  public static void draw(Block layer, SplittableRandom random) {
    switch (layer) {
      case Linear linear -> {
        var weight = linear.getParameters().get("weight").getArray();
        double bound = 1 / Math.sqrt((double) weight.getShape().get(1));
        fill(weight, () -> random.nextDouble(-bound, bound));
        fill(linear.getParameters().get("bias").getArray(), () -> random.nextDouble(-bound, bound));
      }
      case LSTM lstm -> {
        var arrays = lstm.getParameters().values().stream().map(Parameter::getArray).toList();
        double bound = 2 / Math.sqrt((double) arrays.getFirst().getShape().get(0)); // of 4 gates
        arrays.forEach(array -> fill(array, () -> random.nextDouble(-bound, bound)));
      }
      case Conv2d convolution -> {
        var weight = convolution.getParameters().get("weight").getArray();
        var shape = weight.getShape(); // [out,in,height,width]
        double spread = Math.sqrt(2.0 / (shape.get(0) * shape.get(2) * shape.get(3)));
        fill(weight, () -> spread * random.nextGaussian());
      }
      default -> {}
    }
  }

  /// Fills a stack of matrices `[R,I,O]` as PyTorch's `xavier_normal_` does, which counts the last
  /// axis as a field each of the others sees (Glorot & Bengio 2010).
  public static void drawXavier(NDArray stack, SplittableRandom random) {
    var shape = stack.getShape();
    long field = shape.dimension() > 2 ? shape.get(2) : 1;
    double spread = Math.sqrt(2.0 / (field * (shape.get(0) + shape.get(1))));
    fill(stack, () -> spread * random.nextGaussian());
  }

  private static void fill(NDArray array, DoubleSupplier draws) {
    var values = new float[Math.toIntExact(array.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draws.getAsDouble();
    }
    array.set(values);
  }
}
