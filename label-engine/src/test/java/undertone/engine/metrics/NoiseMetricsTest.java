package undertone.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class NoiseMetricsTest {

  @Test
  void auroc_is_the_share_of_pairs_in_the_right_order() {
    // of the four pairs only (.35, .4) is the wrong way round
    assertThat(Auroc.of(new double[] {.1, .4, .35, .8}, new boolean[] {false, false, true, true}))
        .isEqualTo(.75);
  }

  @Test
  void auroc_counts_a_tie_as_half_a_pair() {
    assertThat(Auroc.of(new double[] {.5, .5, .2}, new boolean[] {true, false, false}))
        .isEqualTo(.75);
    assertThat(Auroc.of(new double[] {.5, .5, .5, .5}, new boolean[] {true, false, true, false}))
        .isEqualTo(.5);
  }

  @Test
  void auroc_of_one_kind_alone_is_unknown() {
    assertThat(Auroc.of(new double[] {.5, .2}, new boolean[] {true, true})).isNaN();
    assertThat(Auroc.of(new double[] {.5, .2}, new boolean[] {false, false})).isNaN();
  }

  @Test
  void the_calibration_error_weighs_each_bin_by_its_clips() {
    // alone in their bins: .05 + .85 + .05 + .15; together in one: |1.30 − 1| + 0
    assertThat(
            CalibrationError.of(
                new double[] {.05, .15, .95, .85}, new boolean[] {false, true, true, true}))
        .isCloseTo(.275, offset(1e-12));
    assertThat(CalibrationError.of(new double[] {.62, .68}, new boolean[] {true, false}))
        .isCloseTo(.15, offset(1e-12));
  }

  @Test
  void a_certainty_of_one_belongs_to_the_last_bin() {
    assertThat(CalibrationError.of(new double[] {1, .9}, new boolean[] {true, true}))
        .isCloseTo(.05, offset(1e-12));
    assertThat(CalibrationError.of(new double[0], new boolean[0])).isNaN();
  }

  @Test
  void lift_compares_the_top_tenth_with_everybody() {
    var scores = new double[20];
    var noisy = new boolean[20];
    for (int i = 0; i < 20; i++) {
      scores[i] = i;
    }
    noisy[19] = true;
    noisy[18] = true;
    noisy[3] = true;
    noisy[0] = true;

    assertThat(ReviewLift.topTenth(scores, noisy)).isCloseTo(5, offset(1e-12)); // 2/2 over 4/20

    noisy[18] = false;
    noisy[4] = true;
    assertThat(ReviewLift.topTenth(scores, noisy)).isCloseTo(2.5, offset(1e-12)); // 1/2 over 4/20
    assertThat(ReviewLift.topTenth(scores, new boolean[20])).isNaN();
  }

  @Test
  void lift_of_equal_scores_does_not_hang_on_the_order_of_the_table() {
    var noisy = new boolean[20];
    noisy[0] = true;
    noisy[1] = true;

    assertThat(ReviewLift.topTenth(new double[20], noisy)).isCloseTo(1, offset(1e-12));

    var scores = new double[20];
    scores[5] = 1; // one clean clip for sure, then one of nineteen of which two are noisy
    assertThat(ReviewLift.topTenth(scores, noisy)).isCloseTo(2 / 19.0 / 2 * 10, offset(1e-12));
  }

  @Test
  void wilson_intervals_are_the_published_ones() {
    var eight = Share.of(8, 10);
    assertThat(eight.value()).isEqualTo(.8);
    assertThat(eight.low()).isCloseTo(.4902, offset(1e-4));
    assertThat(eight.high()).isCloseTo(.9433, offset(1e-4));

    var none = Share.of(0, 10);
    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(.2775, offset(1e-4));

    var unknown = Share.of(0, 0);
    assertThat(unknown.value()).isNaN();
    assertThat(unknown.low()).isZero();
    assertThat(unknown.high()).isEqualTo(1);
  }

  @Test
  void more_hits_than_cases_are_refused() {
    assertThatThrownBy(() -> Share.of(3, 2)).hasMessageContaining("3 hits out of 2");
  }

  @Test
  void flags_have_a_precision_over_flags_and_a_recall_over_noise() {
    var quality =
        FlagQuality.of(
            new boolean[] {true, true, true, false, false},
            new boolean[] {true, true, false, true, true});

    assertThat(quality.precision().hits()).isEqualTo(2);
    assertThat(quality.precision().of()).isEqualTo(3);
    assertThat(quality.recall().hits()).isEqualTo(2);
    assertThat(quality.recall().of()).isEqualTo(4);
  }

  @Test
  void a_truth_outside_its_set_is_missing() {
    var sets = new boolean[][] {{true, false, true}, {false, true, false}, {true, true, true}};
    var truths = new int[] {2, 0, 1};

    assertThat(TruthMissing.each(sets, truths)).containsExactly(false, true, false);
    assertThat(TruthMissing.rate(sets, truths)).isCloseTo(1 / 3.0, offset(1e-12));
    assertThat(TruthMissing.rate(new boolean[0][0], new int[0])).isNaN();
  }

  @Test
  void the_baseline_of_the_given_label_never_reads_the_clips_own_fold() {
    // label 0 was noisy in folds 0 and 1, not in 2; so its clips score ½, ½ and 1, label 1 scores 0
    var given = new int[] {0, 1, 0, 1, 0, 1};
    var noisy = new boolean[] {true, false, true, false, false, false};
    var fold = new int[] {0, 0, 1, 1, 2, 2};

    assertThat(GivenLabelBaseline.auroc(given, noisy, fold, 2, 3)).isEqualTo(.75);
  }

  @Test
  void accuracy_counts_what_is_right() {
    assertThat(Accuracy.of(new int[] {1, 2, 0, 0}, new int[] {1, 2, 1, 0})).isEqualTo(.75);
    assertThat(Accuracy.of(new int[0], new int[0])).isNaN();
  }
}
