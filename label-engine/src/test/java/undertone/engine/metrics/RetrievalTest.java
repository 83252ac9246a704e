package undertone.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RetrievalTest {

  @Test
  void ranks_and_precision_are_those_of_the_definition() {
    var scores = new double[][] {{.9, .5, .1, .7}, {.2, .8, .3, .1}};
    var belongs = new boolean[][] {{false, true, false, true}, {false, true, false, false}};

    var figures = Retrieval.of(scores, belongs);

    // query 1 finds its own at ranks 2 and 3: (1/2 + 2/3)/2
    assertThat(figures.recallAt1()).isEqualTo(.5);
    assertThat(figures.recallAt5()).isEqualTo(1);
    assertThat(figures.medianRank()).isEqualTo(1.5);
    assertThat(figures.meanAveragePrecision()).isCloseTo((7 / 12.0 + 1) / 2, within(1e-12));
  }

  @Test
  void scores_that_tell_nothing_apart_find_nothing() {
    var figures = Retrieval.of(new double[1][20], new boolean[][] {one(20, 3)});

    assertThat(figures.recallAt10()).isZero();
    assertThat(figures.medianRank()).isEqualTo(20);
  }

  @Test
  void a_query_without_an_answer_is_refused() {
    assertThatThrownBy(() -> Retrieval.of(new double[1][2], new boolean[1][2]))
        .hasMessageContaining("belongs to query 0");
  }

  private static boolean[] one(int of, int which) {
    var belongs = new boolean[of];
    belongs[which] = true;
    return belongs;
  }
}
