package undertone.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.FloatBuffer;

/// Moves one weight by the rule of [AdamW] where it lies in the processor's memory, in a single
/// pass: the engine's own operations, one for each sign of the formula, read and write all numbers
/// a dozen times and make an array of every constant.
///
/// Each number goes through the same operations in the same order as there and is rounded as often,
/// so what is remembered is equal to the last bit. A weight may differ in its last: the root is
/// rounded rightly here and not always there.
final class WeightsInMemory {
  private static final int FEW = 2048; // numbers at once; all four rows stay in the nearest cache
  private static final float[] ZEROS = new float[FEW];

  private final float[] weights = new float[FEW];
  private final float[] gradients = new float[FEW];
  private final float[] firsts = new float[FEW];
  private final float[] seconds = new float[FEW];

  /// Numbers of a step that are the same for all of a weight.
  ///
  /// @param kept 1 − lr·λ; 1 where nothing decays
  /// @param rate lr / (1 − β₁ᵗ)
  /// @param correction √(1 − β₂ᵗ)
  record Step(double kept, double rate, double correction, AdamW.Memory memory) {}

  /// Whether the numbers of an array lie where Java can reach them.
  static boolean reaches(NDArray array) {
    return !array.getDevice().isGpu() && array.getDataType() == DataType.FLOAT32;
  }

  /// Moves a weight and what is remembered of it; its gradient becomes zero.
  void move(NDArray weight, NDArray gradient, NDArray first, NDArray second, Step step) {
    var theta = numbers(weight);
    var g = numbers(gradient); // laid out as its weight, which is what PyTorch promises
    var m = numbers(first);
    var v = numbers(second);
    for (int from = 0; from < theta.limit(); from += FEW) {
      int count = Math.min(FEW, theta.limit() - from);
      theta.get(from, weights, 0, count);
      g.get(from, gradients, 0, count);
      m.get(from, firsts, 0, count);
      v.get(from, seconds, 0, count);
      move(count, step);
      theta.put(from, weights, 0, count);
      g.put(from, ZEROS, 0, count);
      m.put(from, firsts, 0, count);
      v.put(from, seconds, 0, count);
    }
  }

  private static FloatBuffer numbers(NDArray array) {
    return array.toByteBuffer(true).asFloatBuffer();
  }

  private void move(int count, Step step) {
    float beta1 = (float) step.memory.first();
    float rest1 = (float) (1 - step.memory.first());
    float beta2 = (float) step.memory.second();
    float rest2 = (float) (1 - step.memory.second());
    float epsilon = (float) step.memory.epsilon();
    float correction = (float) step.correction;
    float rate = (float) step.rate;
    float kept = (float) step.kept;
    var theta = weights;
    var g = gradients;
    var m = firsts;
    var v = seconds;
    for (int i = 0; i < count; i++) {
      m[i] = m[i] * beta1 + g[i] * rest1;
      v[i] = v[i] * beta2 + g[i] * g[i] * rest2;
      float spread = (float) Math.sqrt(v[i]) / correction + epsilon;
      theta[i] = theta[i] * kept - m[i] / spread * rate;
    }
  }
}
