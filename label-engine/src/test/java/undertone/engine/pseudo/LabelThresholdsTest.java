package undertone.engine.pseudo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Each label has to reach what fits it before it teaches.
class LabelThresholdsTest {
  private static final List<String> LABELS = List.of("neutral", "worried");
  private static final double[][] NONE = {};

  @Test
  void a_label_that_is_not_named_has_to_reach_what_holds_for_all() {
    var given = LabelThresholds.given(Map.of("worried", .85));

    assertThat(given.before(LABELS, .99, NONE, new int[0])).containsExactly(.99, .85);
  }

  @Test
  void of_a_rare_label_that_nobody_is_sure_of_as_large_a_share_teaches_as_of_a_frequent_one() {
    var pool =
        IntStream.range(0, 100)
            .mapToObj(i -> i < 90 ? said(0, .99 - i * .001) : said(1, .7 - (i - 90) * .01))
            .toArray(double[][]::new);

    var thresholds = LabelThresholds.share(.5).of(new double[] {.95, .95}, pool);

    var teaches = Threshold.reaching(pool, thresholds);
    assertThat(IntStream.range(0, 90).filter(i -> teaches[i])).hasSize(45);
    assertThat(IntStream.range(90, 100).filter(i -> teaches[i])).hasSize(5);
    var one = Threshold.reaching(pool, new double[] {.95, .95});
    assertThat(IntStream.range(90, 100).filter(i -> one[i])).isEmpty();
  }

  @Test
  void a_label_that_nothing_is_called_by_has_to_reach_what_it_had_to() {
    var thresholds =
        LabelThresholds.share(.5).of(new double[] {.95, .95}, new double[][] {said(0, .6)});

    assertThat(thresholds).containsExactly(.6, .95);
  }

  /// Of "worried" the six surest are right and the next three wrong; of "neutral" four are judged,
  /// too few to say anything.
  @Test
  void precision_asks_as_much_as_labelled_clips_say_it_takes() {
    double[][] unseen = new double[13][];
    var truths = new int[13];
    for (int i = 0; i < 9; i++) {
      unseen[i] = said(1, .9 - i * .04);
      truths[i] = i < 6 ? 1 : 0;
    }
    for (int i = 9; i < 13; i++) {
      unseen[i] = said(0, .6);
    }

    assertThat(LabelThresholds.precision(.99).before(LABELS, .95, unseen, truths))
        .containsExactly(.95, unseen[5][1]);
    assertThat(LabelThresholds.precision(.6).before(LABELS, .95, unseen, truths)[1])
        .isEqualTo(unseen[8][1]);
  }

  /// Of "worried" five are judged, the surest of them wrong; of "neutral" four, all of them wrong.
  @Test
  void of_a_label_that_never_is_called_rightly_enough_nothing_teaches() {
    double[][] unseen = new double[9][];
    var truths = new int[9];
    for (int i = 0; i < 5; i++) {
      unseen[i] = said(1, .9 - i * .04);
      truths[i] = i == 0 ? 0 : 1;
    }
    for (int i = 5; i < 9; i++) {
      unseen[i] = said(0, .6);
      truths[i] = 1;
    }

    var thresholds = LabelThresholds.precision(.9).before(LABELS, .95, unseen, truths);

    assertThat(thresholds).containsExactly(.95, LabelThresholds.NOTHING_TEACHES);
    var sure = new double[][] {said(1, 1), said(0, .96)};
    assertThat(Threshold.reaching(sure, thresholds)).containsExactly(false, true);
  }

  @Test
  void numbers_that_are_no_shares_are_refused() {
    assertThatThrownBy(() -> LabelThresholds.share(0)).hasMessageContaining("share");
    assertThatThrownBy(() -> LabelThresholds.precision(1.1)).hasMessageContaining("precision");
    assertThatThrownBy(() -> LabelThresholds.given(Map.of("worried", 85.0)))
        .hasMessageContaining("worried");
    assertThatThrownBy(() -> LabelThresholds.given(Map.of())).hasMessageContaining("given");
  }

  private static double[] said(int label, double confidence) {
    return label == 0
        ? new double[] {confidence, 1 - confidence}
        : new double[] {1 - confidence, confidence};
  }
}
