package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SoftRegressionTest {
  private static final int CLIPS = 1_500; // more than one block
  private static final int WIDTH = 7;
  private static final int LABELS = 5;
  private static final double RIDGE = 3;

  private static final float[][] FEATURES = new float[CLIPS][WIDTH];
  private static final double[][] TARGETS = new double[CLIPS][LABELS];
  private static final double[] IMPORTANCE = new double[CLIPS];

  @BeforeAll
  static void draw() {
    var random = new Random(3);
    for (int i = 0; i < CLIPS; i++) {
      double all = 0;
      for (int c = 0; c < LABELS; c++) {
        TARGETS[i][c] = random.nextDouble();
        all += TARGETS[i][c];
      }
      for (int c = 0; c < LABELS; c++) {
        TARGETS[i][c] /= all;
      }
      for (int j = 0; j < WIDTH; j++) {
        FEATURES[i][j] = (float) (random.nextGaussian() + TARGETS[i][j % LABELS]);
      }
      IMPORTANCE[i] = i % 3;
    }
  }

  @Test
  void nothing_lower_lies_around_what_is_found() {
    var rows = IntStream.range(0, CLIPS).filter(i -> i % 5 != 0).toArray();
    var found = SoftRegression.fit(FEATURES, rows, TARGETS, IMPORTANCE, RIDGE).weights();
    double lowest = loss(found, rows);

    assertThat(lowest).isLessThan(loss(new double[found.length], rows));
    for (int j = 0; j < found.length; j++) {
      for (double step : new double[] {-.02, .02}) {
        var beside = found.clone();
        beside[j] += step;
        assertThat(loss(beside, rows)).as("weight %d moved by %s", j, step).isGreaterThan(lowest);
      }
    }
  }

  @Test
  void clips_that_count_for_nothing_change_nothing() {
    var all = IntStream.range(0, CLIPS).toArray();
    var counted = IntStream.of(all).filter(i -> IMPORTANCE[i] > 0).toArray();

    var some = SoftRegression.fit(FEATURES, counted, TARGETS, IMPORTANCE, RIDGE);
    var every = SoftRegression.fit(FEATURES, all, TARGETS, IMPORTANCE, RIDGE);

    for (int i = 0; i < 20; i++) {
      assertThat(every.of(FEATURES[i])).containsExactly(some.of(FEATURES[i]), offset(1e-9));
    }
  }

  /// Σ_i w_i · CE(t_i, softmax(W x_i + b)) + λ/2 ‖W‖², clip by clip.
  private static double loss(double[] weights, int[] rows) {
    double loss = 0;
    for (int i : rows) {
      var scores = new double[LABELS];
      for (int c = 0; c < LABELS; c++) {
        int at = c * (WIDTH + 1);
        scores[c] = weights[at + WIDTH];
        for (int j = 0; j < WIDTH; j++) {
          scores[c] += weights[at + j] * FEATURES[i][j];
        }
      }
      var p = Softmax.of(scores);
      for (int c = 0; c < LABELS; c++) {
        loss -= IMPORTANCE[i] * TARGETS[i][c] * Math.log(p[c]);
      }
    }
    for (int c = 0; c < LABELS; c++) {
      for (int j = 0; j < WIDTH; j++) {
        double weight = weights[c * (WIDTH + 1) + j];
        loss += RIDGE / 2 * weight * weight;
      }
    }
    return loss;
  }
}
