package undertone.engine.captions;

import java.util.Arrays;
import undertone.engine.refinement.Lbfgs;
import undertone.engine.refinement.Softmax;

/// Turns cosines of a clip with label vectors into probabilities: `r_c = s <v,w_c> + b_c`, softmax.
///
/// s and, for classes with enough labels, b minimise the log-loss on labels that people gave; b is
/// drawn towards 0. One calibration belongs to one model and one set of labels.
///
/// Source: temperature and bias as in Guo et al. 2017, *On calibration of modern neural networks*,
/// sec. 4.2; prior shift as in Saerens et al. 2002, eq. 2.4.
public final class LabelCalibration {
  /// Labelled clips from which probabilities are worth showing; below, show ranks.
  public static final int ENOUGH = 200;

  private static final int ENOUGH_FOR_BIAS = 20; // labels of one class
  private static final double RIDGE = 1;
  private static final double UNIT = 10; // s is searched in tens, so that it moves as far as b
  private static final int ITERATIONS = 200;
  private static final double TOLERANCE = 1e-9;

  private final double scale;
  private final double[] biases; // [K]
  private final double[] shares; // of the classes in what was learned from [K]

  private LabelCalibration(double scale, double[] biases, double[] shares) {
    this.scale = scale;
    this.biases = biases;
    this.shares = shares;
  }

  /// @param cosines of labelled clips with each label `[N,K]`
  /// @param truths labels that people gave `[N]`
  public static LabelCalibration fit(double[][] cosines, int[] truths) {
    if (truths.length == 0 || truths.length != cosines.length) {
      throw new IllegalArgumentException(
          "Calibration needs a label for each of one clip or more but was given %d for %d."
              .formatted(truths.length, cosines.length));
    }
    int classes = cosines[0].length;
    var counts = new int[classes];
    for (int truth : truths) {
      counts[truth]++;
    }
    var start = new double[1 + classes];
    start[0] = 1;
    var found =
        Lbfgs.lowest(
            (x, gradient) -> logLoss(x, gradient, cosines, truths, counts),
            start,
            ITERATIONS,
            TOLERANCE);
    // Cosines that tell nothing, or the contrary, are best not believed at all.
    double scale = Math.max(0, UNIT * found[0]);
    var shares = new double[classes];
    Arrays.setAll(shares, c -> (counts[c] + 1.0) / (truths.length + classes));
    return new LabelCalibration(scale, Arrays.copyOfRange(found, 1, 1 + classes), shares);
  }

  private static double logLoss(
      double[] x, double[] gradient, double[][] cosines, int[] truths, int[] counts) {
    int classes = counts.length;
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int c = 0; c < classes; c++) {
      loss += RIDGE / 2 * x[1 + c] * x[1 + c];
      gradient[1 + c] = RIDGE * x[1 + c];
    }
    var scores = new double[classes];
    for (int i = 0; i < truths.length; i++) {
      for (int c = 0; c < classes; c++) {
        scores[c] = UNIT * x[0] * cosines[i][c] + x[1 + c];
      }
      var p = Softmax.of(scores);
      loss += Softmax.logSum(scores) - scores[truths[i]];
      for (int c = 0; c < classes; c++) {
        double pull = p[c] - (c == truths[i] ? 1 : 0);
        gradient[0] += pull * UNIT * cosines[i][c];
        gradient[1 + c] += pull;
      }
    }
    for (int c = 0; c < classes; c++) {
      // starts at 0 and stays there
      gradient[1 + c] = counts[c] < ENOUGH_FOR_BIAS ? 0 : gradient[1 + c];
    }
    return loss;
  }

  /// s.
  public double scale() {
    return scale;
  }

  /// b of a label.
  public double bias(int label) {
    return biases[label];
  }

  /// @param cosines of one clip `[K]`
  public double[] probabilities(double[] cosines) {
    return probabilities(cosines, shares);
  }

  /// Probabilities where labels are as frequent as given, not as in what was learned from.
  ///
  /// @param priors share of each label there `[K]`, all above 0
  public double[] probabilities(double[] cosines, double[] priors) {
    var scores = new double[biases.length];
    for (int c = 0; c < scores.length; c++) {
      if (!(priors[c] > 0)) {
        throw new IllegalArgumentException(
            "Label %d has the share %s; a label that cannot occur has no probability."
                .formatted(c, priors[c]));
      }
      scores[c] = scale * cosines[c] + biases[c] + Math.log(priors[c] / shares[c]);
    }
    return Softmax.of(scores);
  }
}
