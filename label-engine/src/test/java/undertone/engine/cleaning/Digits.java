package undertone.engine.cleaning;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Ten overlapping classes of 64 numbers, as hard as scanned digits are for a linear model, and the
/// linear model: softmax regression, five folds.
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Digits(double[][] x, int[] truths) {
  static final int CLASSES = 10;

  private static final int WIDTH = 64;
  private static final int FOLDS = 5;
  private static final int STEPS = 60;
  private static final double RATE = .3;
  private static final double DECAY = 1e-2;

  static Digits of(int items, long seed) {
    var random = new SplittableRandom(seed);
    var centres = new double[CLASSES][WIDTH];
    for (var centre : centres) {
      Arrays.setAll(centre, _ -> .8 * random.nextGaussian());
    }
    var truths = random.ints(items, 0, CLASSES).toArray();
    var x = new double[items][WIDTH];
    for (int i = 0; i < items; i++) {
      var centre = centres[truths[i]];
      Arrays.setAll(x[i], d -> centre[d] + random.nextGaussian());
    }
    return new Digits(x, truths);
  }

  /// Class probabilities of every item by a model that learned from the other folds `[N,K]`.
  double[][] outOfFold(int[] labels) {
    var p = new double[x.length][];
    for (int fold = 0; fold < FOLDS; fold++) {
      var weights = learned(labels, fold);
      for (int i = fold; i < x.length; i += FOLDS) {
        p[i] = softmax(weights, x[i]);
      }
    }
    return p;
  }

  private double[][] learned(int[] labels, int fold) {
    var weights = new double[CLASSES][WIDTH + 1];
    var speed = new double[CLASSES][WIDTH + 1];
    for (int step = 0; step < STEPS; step++) {
      var slope = new double[CLASSES][WIDTH + 1];
      for (int i = 0; i < x.length; i++) {
        if (i % FOLDS != fold) {
          var p = softmax(weights, x[i]);
          p[labels[i]]--;
          for (int k = 0; k < CLASSES; k++) {
            for (int d = 0; d < WIDTH; d++) {
              slope[k][d] += p[k] * x[i][d] / x.length;
            }
            slope[k][WIDTH] += p[k] / x.length;
          }
        }
      }
      for (int k = 0; k < CLASSES; k++) {
        for (int d = 0; d <= WIDTH; d++) {
          speed[k][d] = .9 * speed[k][d] - RATE * (slope[k][d] + DECAY * weights[k][d]);
          weights[k][d] += speed[k][d];
        }
      }
    }
    return weights;
  }

  private static double[] softmax(double[][] weights, double[] x) {
    var logits = new double[CLASSES];
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < CLASSES; k++) {
      logits[k] = weights[k][WIDTH];
      for (int d = 0; d < WIDTH; d++) {
        logits[k] += weights[k][d] * x[d];
      }
      most = Math.max(most, logits[k]);
    }
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      logits[k] = Math.exp(logits[k] - most);
      sum += logits[k];
    }
    for (int k = 0; k < CLASSES; k++) {
      logits[k] /= sum;
    }
    return logits;
  }
}
