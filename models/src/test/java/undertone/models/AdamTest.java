package undertone.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {
  private static final double RATE = .01;
  private static final double DECAY = .1;

  @Test
  void steps_follow_the_papers_rule_with_decay_inside_the_gradient() {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var weight = manager.create(new float[] {.5f, -2});
      var adam = new Adam(List.of(weight), .5, DECAY);
      double[] theta = {.5, -2};
      var first = new double[2];
      var second = new double[2];
      for (int step = 1; step <= 4; step++) {
        slopeOfSquares(weight);
        adam.step(RATE);
        for (int i = 0; i < 2; i++) {
          double g = 2 * theta[i] + DECAY * theta[i];
          first[i] = .5 * first[i] + .5 * g;
          second[i] = .999 * second[i] + .001 * g * g;
          double m = first[i] / (1 - Math.pow(.5, step));
          double v = second[i] / (1 - Math.pow(.999, step));
          theta[i] -= RATE * m / (Math.sqrt(v) + 1e-8);
          assertThat((double) weight.getFloat(i)).isCloseTo(theta[i], within(1e-6));
        }
      }
    }
  }

  private static void slopeOfSquares(NDArray weight) {
    try (var gradients = new Gradients()) {
      gradients.backward(weight.square().sum());
    }
  }

  @Test
  void a_weight_without_a_gradient_still_decays() {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var weight = manager.create(new float[] {1});

      new Adam(List.of(weight), DECAY).step(RATE);

      assertThat(weight.getFloat(0)).isCloseTo(1 - (float) RATE, within(1e-6f));
    }
  }
}
