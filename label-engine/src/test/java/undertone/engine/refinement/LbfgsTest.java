package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class LbfgsTest {

  @Test
  void the_bottom_of_a_long_valley_is_found() {
    var found =
        Lbfgs.lowest(
            (x, gradient) -> { // Rosenbrock's
              double step = x[1] - x[0] * x[0];
              gradient[0] = -400 * x[0] * step - 2 * (1 - x[0]);
              gradient[1] = 200 * step;
              return 100 * step * step + (1 - x[0]) * (1 - x[0]);
            },
            new double[] {-1.2, 1},
            200,
            1e-15);

    assertThat(found[0]).isCloseTo(1, offset(1e-4));
    assertThat(found[1]).isCloseTo(1, offset(1e-4));
  }

  @Test
  void a_start_at_the_bottom_stays_there() {
    var found =
        Lbfgs.lowest(
            (x, gradient) -> {
              gradient[0] = 2 * x[0];
              return x[0] * x[0];
            },
            new double[] {0},
            10,
            1e-12);

    assertThat(found[0]).isZero();
  }
}
