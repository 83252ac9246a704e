package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CorrectorTest {

  private static final double[][] OPINION = {{1, -1}, {-2, 2}, {.5, -.5}};
  private static final double[][] ANSWERS = {{1, 0}, {1, 0}, {0, 1}};
  private static final Corrector.Said SAID =
      new Corrector.Said(new double[][][] {OPINION}, ANSWERS, new double[] {1});

  /// As for a fold that holds every confirmed clip there is.
  @Test
  void where_no_clip_is_confirmed_the_first_opinion_stands() {
    var corrector = Corrector.fit(SAID, new int[0], new int[] {-1, -1, -1}, 10);

    for (int clip = 0; clip < OPINION.length; clip++) {
      assertThat(corrector.scores(SAID, clip)).containsExactly(OPINION[clip], within(1e-9));
    }
  }

  @Test
  void an_answer_that_never_holds_is_read_as_its_opposite() {
    int n = 40;
    var opinion = new double[n][2];
    var answers = new double[n][];
    var truth = new int[n];
    Arrays.setAll(answers, i -> new double[] {i % 2, 1 - i % 2});
    Arrays.setAll(truth, i -> i % 2); // label 0 was answered where i is odd
    var said = new Corrector.Said(new double[][][] {opinion}, answers, new double[] {1});

    var all = new int[n];
    Arrays.setAll(all, i -> i);
    var corrector = Corrector.fit(said, all, truth, 1);

    assertThat(corrector.scores(said, 0)[0]).isGreaterThan(corrector.scores(said, 0)[1]);
    assertThat(corrector.scores(said, 1)[1]).isGreaterThan(corrector.scores(said, 1)[0]);
  }
}
