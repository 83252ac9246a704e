package undertone.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbabilityFiguresTest {

  @Test
  void certainty_that_is_right_costs_nothing() {
    var figures = ProbabilityFigures.of(new double[][] {{1, 0}, {0, 1}}, new int[] {0, 1});

    assertThat(figures.calibrationError()).isZero();
    assertThat(figures.brier()).isZero();
    assertThat(figures.logLoss()).isZero();
    assertThat(figures.accuracy()).isEqualTo(1);
  }

  @Test
  void brier_and_logarithm_are_those_of_the_definition() {
    var figures = ProbabilityFigures.of(new double[][] {{.7, .3}}, new int[] {1});

    assertThat(figures.brier()).isCloseTo(.49 + .49, within(1e-12));
    assertThat(figures.logLoss()).isCloseTo(-Math.log(.3), within(1e-12));
  }

  @Test
  void bins_of_equal_mass_see_what_happens_where_probabilities_crowd() {
    // a hundred times .9 and .95, of which .9 holds always and .95 only half the time
    var said = new double[200];
    var happened = new boolean[200];
    for (int i = 0; i < 200; i++) {
      said[i] = i < 100 ? .9 : .95;
      happened[i] = i < 100 || i % 2 == 0;
    }

    assertThat(CalibrationError.ofEqualMass(said, happened, 2))
        .isCloseTo((.1 + .45) / 2, within(1e-9));
    assertThat(CalibrationError.of(said, happened)).isLessThan(.2); // one bin mixes both
    assertThat(CalibrationError.ofEqualMass(new double[0], new boolean[0], 15)).isNaN();
  }
}
