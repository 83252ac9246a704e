package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.engine.metrics.ProbabilityFigures;
import undertone.engine.refinement.Softmax;

/// Clips whose cosines tell the truth as a known scale and known biases say.
class LabelCalibrationTest {
  private static final int CLASSES = 7;
  private static final double SCALE = 15;
  private static final double[] BIAS = {0, .8, -.5, .3, -.8, 0, .2};

  private static final class Clips {
    final double[][] cosines;
    final int[] truths;

    Clips(int count, long seed) {
      var random = new SplittableRandom(seed);
      cosines = new double[count][CLASSES];
      truths = new int[count];
      for (int i = 0; i < count; i++) {
        var scores = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
          cosines[i][c] = .2 + .12 * random.nextGaussian();
          scores[c] = SCALE * cosines[i][c] + BIAS[c];
        }
        truths[i] = drawn(Softmax.of(scores), random.nextDouble());
      }
    }

    private static int drawn(double[] p, double at) {
      int c = 0;
      for (double sum = p[0]; sum < at && c < p.length - 1; sum += p[c]) {
        c++;
      }
      return c;
    }

    double[][] probabilities(LabelCalibration by) {
      return Arrays.stream(cosines).map(by::probabilities).toArray(double[][]::new);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void three_hundred_labels_halve_the_calibration_error(long seed) {
    var test = new Clips(4000, 100 + seed);
    // a contrastive model's own scale makes it far too sure
    var raw =
        Arrays.stream(test.cosines)
            .map(row -> Softmax.of(Arrays.stream(row).map(c -> 50 * c).toArray()))
            .toArray(double[][]::new);
    var fit = new Clips(300, seed);

    var calibration = LabelCalibration.fit(fit.cosines, fit.truths);

    var before = ProbabilityFigures.of(raw, test.truths);
    var after = ProbabilityFigures.of(test.probabilities(calibration), test.truths);
    assertThat(after.calibrationError())
        .isLessThanOrEqualTo(.05)
        .isLessThan(before.calibrationError() / 2);
    assertThat(after.logLoss()).isLessThan(before.logLoss());
    assertThat(after.brier()).isLessThan(before.brier());
  }

  @Test
  void many_labels_find_the_scale_and_biases_that_made_them() {
    var fit = new Clips(20_000, 7);

    var found = LabelCalibration.fit(fit.cosines, fit.truths);

    assertThat(found.scale()).isCloseTo(SCALE, within(.5));
    for (int c = 1; c < CLASSES; c++) { // only differences of biases can be known
      assertThat(found.bias(c) - found.bias(0)).isCloseTo(BIAS[c] - BIAS[0], within(.15));
    }
  }

  @Test
  void a_class_of_few_labels_keeps_no_bias() {
    var cosines = new double[60][2];
    var truths = new int[60];
    for (int i = 0; i < 60; i++) {
      truths[i] = i < 10 ? 1 : 0;
      cosines[i][truths[i]] = .1;
    }

    var found = LabelCalibration.fit(cosines, truths);

    assertThat(found.bias(1)).isZero();
    assertThat(found.bias(0)).isNotZero();
  }

  @Test
  void cosines_that_say_the_contrary_are_not_believed() {
    var cosines = new double[][] {{0, 1}, {1, 0}, {0, 1}, {1, 0}};

    var found = LabelCalibration.fit(cosines, new int[] {0, 1, 0, 1});

    assertThat(found.scale()).isZero();
    assertThat(found.probabilities(new double[] {.9, .1})).containsExactly(.5, .5);
  }

  @Test
  void other_frequencies_shift_the_probabilities_by_their_ratio() {
    var fit = new Clips(2000, 1);
    var calibration = LabelCalibration.fit(fit.cosines, fit.truths);
    var cosines = fit.cosines[0];
    var priors = new double[] {.4, .1, .1, .1, .1, .1, .1};
    var same = new double[] {.1, .1, .1, .1, .1, .1, .4};

    var first = calibration.probabilities(cosines, priors);
    var second = calibration.probabilities(cosines, same);

    assertThat(Arrays.stream(first).sum()).isCloseTo(1, within(1e-12));
    // odds of label 0 against 6 change by (.4/.1) / (.1/.4)
    assertThat(first[0] / first[6] / (second[0] / second[6])).isCloseTo(16, within(1e-9));
    assertThatThrownBy(() -> calibration.probabilities(cosines, new double[CLASSES]))
        .hasMessageContaining("cannot occur");
  }

  @Test
  void labels_that_stand_for_themselves_are_calibrated_each() {
    var random = new SplittableRandom(2);
    int clips = 3000;
    var cosines = new double[clips][2];
    var truths = new boolean[clips][2];
    for (int i = 0; i < clips; i++) {
      for (int c = 0; c < 2; c++) {
        cosines[i][c] = .2 + .15 * random.nextGaussian();
      }
      truths[i][0] = random.nextDouble() < sigmoid(20 * cosines[i][0] - 5);
      truths[i][1] = random.nextDouble() < sigmoid(6 * cosines[i][1] - 2);
    }

    var found = OpenCalibration.fit(cosines, truths);

    assertThat(found.slope(0)).isCloseTo(20, within(2.5));
    assertThat(found.slope(1)).isCloseTo(6, within(1.5));
    assertThat(found.probabilities(new double[] {.25, .25})[0]).isCloseTo(.5, within(.06));
  }

  @Test
  void a_label_of_few_positives_shares_the_slope_of_all() {
    var random = new SplittableRandom(3);
    int clips = 2000;
    var cosines = new double[clips][3];
    var truths = new boolean[clips][3];
    for (int i = 0; i < clips; i++) {
      for (int c = 0; c < 3; c++) {
        cosines[i][c] = .2 + .15 * random.nextGaussian();
        truths[i][c] = random.nextDouble() < sigmoid(12 * cosines[i][c] - (c == 2 ? 8 : 3));
      }
    }

    var found = OpenCalibration.fit(cosines, truths);

    int rare = (int) Arrays.stream(truths).filter(row -> row[2]).count();
    assertThat(rare).isBetween(1, 49);
    assertThat(found.slope(2)).isCloseTo(12, within(2.0));
    var p = Arrays.stream(cosines).mapToDouble(row -> found.probabilities(row)[2]).sum();
    assertThat(p).isCloseTo(rare, within(3.0));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void candidate_sets_hold_the_truth_as_often_as_asked(long seed) {
    var fit = new Clips(300, seed);
    var calibration = LabelCalibration.fit(fit.cosines, fit.truths);
    var bar = new Clips(1500, 50 + seed);
    var test = new Clips(2000, 100 + seed);

    var sets = ConformalSets.fit(bar.probabilities(calibration), bar.truths, .1);

    var p = test.probabilities(calibration);
    int held = 0;
    double size = 0;
    for (int i = 0; i < p.length; i++) {
      var set = sets.propose(p[i]);
      held += set.get(test.truths[i]) ? 1 : 0;
      size += set.cardinality();
    }
    assertThat((double) held / p.length).isCloseTo(.9, within(.03));
    assertThat(size / p.length).isBetween(1.0, CLASSES - 1.0);
  }

  @Test
  void a_frequent_label_has_a_bar_of_its_own() {
    var p = new double[300][2];
    var truths = new int[300];
    for (int i = 0; i < 300; i++) {
      truths[i] = i < 200 ? 0 : 1;
      p[i][truths[i]] = truths[i] == 0 ? .9 : .3; // label 1 is always underrated
      p[i][1 - truths[i]] = 1 - p[i][truths[i]];
    }

    var sets = ConformalSets.fit(p, truths, .1);

    assertThat(sets.propose(new double[] {.89, .11}).cardinality()).isZero();
    assertThat(sets.propose(new double[] {.69, .31}).get(1)).isTrue();
  }

  @Test
  void too_few_clips_promise_nothing_and_propose_all() {
    var sets = ConformalSets.fit(new double[][] {{.9, .1}}, new int[] {0}, .1);

    assertThat(sets.propose(new double[] {1, 0}).cardinality()).isEqualTo(2);
    assertThatThrownBy(() -> ConformalSets.fit(new double[0][], new int[0], .1))
        .hasMessageContaining("calibration clips");
  }
}
