package undertone.engine.captions;

import java.util.Arrays;
import undertone.engine.refinement.Lbfgs;

/// Turns cosines into a probability per label for itself, where several labels or none may be true:
/// `p_c = sigmoid(a_c <v,w_c> + d_c)`.
///
/// A label with few positives takes the slope that all labels have in common and keeps an offset of
/// its own.
///
/// Source: Platt 1999, *Probabilistic outputs for support vector machines*, sec. 2, with his
/// softened targets.
public final class OpenCalibration {
  private static final int ENOUGH = 50; // positives of one label
  private static final double UNIT = 10; // slopes are searched in tens
  private static final double RIDGE = 1e-3;
  private static final int ITERATIONS = 200;
  private static final double TOLERANCE = 1e-9;

  private final double[] slopes; // [K]
  private final double[] offsets; // [K]

  private OpenCalibration(double[] slopes, double[] offsets) {
    this.slopes = slopes;
    this.offsets = offsets;
  }

  /// @param cosines of labelled clips with each label `[N,K]`
  /// @param truths which labels people gave `[N,K]`
  public static OpenCalibration fit(double[][] cosines, boolean[][] truths) {
    int labels = cosines[0].length;
    var all = new int[labels];
    Arrays.setAll(all, c -> c);
    var pooled = fit(cosines, truths, all);
    var slopes = new double[labels];
    var offsets = new double[labels];
    for (int c = 0; c < labels; c++) {
      var own = positives(truths, c) >= ENOUGH ? fit(cosines, truths, new int[] {c}) : null;
      slopes[c] = Math.max(0, UNIT * (own == null ? pooled[0] : own[0]));
      offsets[c] = own == null ? pooled[1 + c] : own[1];
    }
    return new OpenCalibration(slopes, offsets);
  }

  private static int positives(boolean[][] truths, int label) {
    return (int) Arrays.stream(truths).filter(row -> row[label]).count();
  }

  /// One slope, and an offset for each of some labels.
  private static double[] fit(double[][] cosines, boolean[][] truths, int[] labels) {
    return Lbfgs.lowest(
        (x, gradient) -> {
          double loss = RIDGE / 2 * Arrays.stream(x).map(v -> v * v).sum();
          Arrays.setAll(gradient, j -> RIDGE * x[j]);
          for (int k = 0; k < labels.length; k++) {
            int positives = positives(truths, labels[k]);
            double yes = (positives + 1.0) / (positives + 2);
            double no = 1.0 / (truths.length - positives + 2);
            for (int i = 0; i < truths.length; i++) {
              double cosine = cosines[i][labels[k]];
              double score = UNIT * x[0] * cosine + x[1 + k];
              double target = truths[i][labels[k]] ? yes : no;
              loss += softplus(score) - target * score;
              double pull = sigmoid(score) - target;
              gradient[0] += pull * UNIT * cosine;
              gradient[1 + k] += pull;
            }
          }
          return loss;
        },
        new double[1 + labels.length],
        ITERATIONS,
        TOLERANCE);
  }

  private static double softplus(double x) {
    return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// @param cosines of one clip `[K]`
  public double[] probabilities(double[] cosines) {
    var p = new double[slopes.length];
    Arrays.setAll(p, c -> sigmoid(slopes[c] * cosines[c] + offsets[c]));
    return p;
  }

  /// a of a label.
  public double slope(int label) {
    return slopes[label];
  }
}
