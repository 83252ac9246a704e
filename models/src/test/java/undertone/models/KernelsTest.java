package undertone.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KernelsTest {

  /// Whatever computes it on this machine.
  @Test
  void a_convolution_is_the_sum_it_stands_for() {
    Kernels.settle();
    var random = new SplittableRandom(3);
    int clips = 3;
    int in = 5;
    int out = 7;
    int side = 9;
    var x = values(random, clips * in * side * side);
    var w = values(random, out * in * 9);
    try (var manager = NDManager.newBaseManager()) {
      var y =
          Conv2d.conv2d(
                  manager.create(x, new Shape(clips, in, side, side)),
                  manager.create(w, new Shape(out, in, 3, 3)),
                  null,
                  new Shape(2, 2),
                  new Shape(1, 1),
                  new Shape(1, 1),
                  1)
              .head();
      var found = y.toFloatArray();
      int half = (side + 1) / 2;
      assertThat(y.getShape()).isEqualTo(new Shape(clips, out, half, half));
      for (int at = 0; at < found.length; at++) {
        int column = at % half;
        int row = at / half % half;
        int filter = at / half / half % out;
        int clip = at / half / half / out;
        double sum = 0;
        for (int c = 0; c < in; c++) {
          for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
              int r = 2 * row + i - 1;
              int k = 2 * column + j - 1;
              if (r >= 0 && r < side && k >= 0 && k < side) {
                sum +=
                    (double) x[((clip * in + c) * side + r) * side + k]
                        * w[((filter * in + c) * 3 + i) * 3 + j];
              }
            }
          }
        }
        assertThat((double) found[at]).isBetween(sum - 1e-4, sum + 1e-4);
      }
    }
  }

  private static float[] values(SplittableRandom random, int count) {
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
