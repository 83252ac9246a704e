package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The rules of detection and correction, against values worked out by hand.
class RulesTest {

  @Test
  void kappa_at_q_3_tenths_and_eta_2_tenths_of_ten_labels() {
    // q' = .3 + .2/9 = .3222; κ = .3222·.2 / (.6778·.8)
    assertThat(Schedules.kappa(.3, .2, 10)).isCloseTo(.1189, offset(5e-5));
    assertThat(Schedules.kappa(.3, 0, 10)).isZero();
  }

  @Test
  void confidence_momentum_falls_from_the_second_epoch_on() {
    assertThat(Schedules.confidenceMomentum(1, 200, .95, .8)).isEqualTo(.99);
    assertThat(Schedules.confidenceMomentum(2, 200, .95, .8)).isCloseTo(.94925, offset(1e-12));
    assertThat(Schedules.confidenceMomentum(101, 200, .95, .8)).isCloseTo(.875, offset(1e-12));
  }

  @Test
  void a_margin_means_the_same_for_any_number_of_labels() {
    assertThat(Detection.threshold(.12, 6)).isCloseTo(.0155, offset(5e-5));
    assertThat(Detection.threshold(.12, 8)).isCloseTo(.0123, offset(5e-5));
  }

  @Test
  void a_clip_is_noisy_only_if_all_views_name_the_same_missing_label() {
    var set = new boolean[] {true, false, false};
    var tau = new double[] {.05, .05, .05};
    var one = new float[] {.2f, .5f, .3f};
    var two = new float[] {.2f, .3f, .5f};
    var near = new float[] {.4f, .44f, .16f};

    assertThat(Detection.byMargin(new float[][] {one, one}, set, tau)).isEqualTo(1);
    assertThat(Detection.byMargin(new float[][] {one, two}, set, tau)).isEqualTo(Detection.NONE);
    assertThat(Detection.byMargin(new float[][] {one, near}, set, tau)).isEqualTo(Detection.NONE);
    assertThat(Detection.byMargin(new float[][] {one}, new boolean[] {true, true, true}, tau))
        .isEqualTo(Detection.NONE);
  }

  @Test
  void the_ratio_rule_asks_for_a_ratio_below_kappa() {
    var set = new boolean[] {true, false};

    assertThat(Detection.byRatio(new float[][] {{.1f, .9f}}, set, .12)).isEqualTo(1);
    assertThat(Detection.byRatio(new float[][] {{.1f, .9f}}, set, .11)).isEqualTo(Detection.NONE);
  }

  @Test
  void prototypes_follow_a_batch_as_the_closed_form_says() {
    double gamma = .9;
    int d = 5;
    var random = new SplittableRandom(2);
    var labels = new int[] {1, 0, 1, 1, 0};
    var z = new float[labels.length * d];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) random.nextGaussian();
    }
    var start = new float[3][d];
    for (var centre : start) {
      for (int e = 0; e < d; e++) {
        centre[e] = (float) random.nextGaussian();
      }
    }
    var expected = new double[3][d];
    for (int k = 0; k < 3; k++) {
      int r = 0;
      for (int label : labels) {
        r += label == k ? 1 : 0;
      }
      int seen = 0;
      double square = 0;
      for (int e = 0; e < d; e++) {
        expected[k][e] = Math.pow(gamma, r) * start[k][e];
      }
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == k) {
          seen++;
          for (int e = 0; e < d; e++) {
            expected[k][e] += (1 - gamma) * Math.pow(gamma, r - seen) * z[i * d + e];
          }
        }
      }
      for (double value : expected[k]) {
        square += value * value;
      }
      for (int e = 0; e < d; e++) {
        expected[k][e] /= Math.sqrt(square);
      }
    }

    var prototypes = new Prototypes(start, new boolean[] {true, true, true}, gamma);
    prototypes.follow(z, labels);

    for (int k = 0; k < 3; k++) {
      for (int e = 0; e < d; e++) {
        assertThat((double) prototypes.centres()[k][e]).isCloseTo(expected[k][e], offset(1e-5));
      }
    }
  }

  @Test
  void a_class_nobody_was_believed_to_be_of_scores_nothing() {
    var prototypes = new Prototypes(3, 2, .99);
    assertThat(prototypes.scores(new float[] {1, 0}, 0)).containsOnly(1 / 3f);

    prototypes.follow(new float[] {1, 0, 0, 1}, new int[] {0, 2});

    var scores = prototypes.scores(new float[] {1, 0}, 0);
    assertThat(scores[1]).isZero();
    assertThat(scores[0]).isCloseTo((float) (Math.E / (Math.E + 1)), offset(1e-6f));
    assertThat(scores[2]).isCloseTo((float) (1 / (Math.E + 1)), offset(1e-6f));
  }

  @Test
  void correction_starts_when_the_share_inside_the_sets_stands_still() {
    var rule = new InsideStartRule(60); // windows of 5; not before epoch 10, at latest after 24
    int epoch = 0;
    while (epoch < 9) {
      assertThat(rule.startsAfter(.5 + .02 * ++epoch)).isFalse();
    }
    assertThat(rule.startsAfter(.70)).isFalse(); // still rising
    int still = 10;
    while (!rule.startsAfter(.70)) {
      still++;
    }
    assertThat(still + 1).isBetween(15, 20);
  }

  @Test
  void correction_starts_in_the_end_even_if_the_share_keeps_rising() {
    var rule = new InsideStartRule(60);
    for (int epoch = 1; epoch < 24; epoch++) {
      assertThat(rule.startsAfter(.02 * epoch)).isFalse();
    }
    assertThat(rule.startsAfter(.48)).isTrue();
  }

  @Test
  void an_admitted_label_joins_the_set_and_the_original_stays() {
    var table =
        new CandidateTable(
            new boolean[][] {{true, true, false}},
            new float[][] {{.5f, .5f, 0}},
            new boolean[] {false});

    table.admit(4, 0, 2, CandidateTable.Admission.SCORE, 1);

    assertThat(table.set(0)).containsExactly(true, true, true);
    assertThat(table.inOriginal(0, 2)).isFalse();
    assertThat(table.confidence(0)).containsExactly(.25f, .25f, .5f);
    assertThat(table.changes()).containsExactly(new CandidateTable.Change(4, 0, 2, true));
    assertThat(table.isOpen(0)).isFalse(); // all labels: nothing left to miss
  }

  @Test
  void nothing_moves_the_beliefs_of_a_settled_clip() {
    var table =
        new CandidateTable(
            new boolean[][] {{false, true, false}},
            new float[][] {{0, 1, 0}},
            new boolean[] {true});

    table.believe(0, new float[] {.9f, .05f, .05f}, .5);
    table.believeInProportion(0, new float[] {.9f, .05f, .05f}, .5);

    assertThat(table.confidence(0)).containsExactly(0, 1, 0);
    assertThat(table.isOpen(0)).isFalse();
  }

  @Test
  void vote_shares_are_smoothed_inside_the_set_only() {
    var confidence =
        CandidateTable.fromVotes(
            new boolean[][] {{true, true, false}}, new float[][] {{3, 0.5f, 0}});

    assertThat(confidence[0][0]).isCloseTo(3.5f / 4.5f, offset(1e-6f));
    assertThat(confidence[0][1]).isCloseTo(1 / 4.5f, offset(1e-6f));
    assertThat(confidence[0][2]).isZero();
  }
}
