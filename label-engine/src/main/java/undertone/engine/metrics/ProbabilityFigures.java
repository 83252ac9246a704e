package undertone.engine.metrics;

/// How far probabilities of classes can be trusted.
///
/// @param items how many were looked at
/// @param calibrationError of the most probable class, over 15 bins of equal mass
/// @param brier mean squared distance to the truth, 0..2
/// @param logLoss nats
/// @param accuracy of the most probable class
public record ProbabilityFigures(
    int items, double calibrationError, double brier, double logLoss, double accuracy) {
  private static final int BINS = 15;
  private static final double LEAST = 1e-12;

  /// @param p class probabilities `[N,K]`
  public static ProbabilityFigures of(double[][] p, int[] truths) {
    int items = truths.length;
    var said = new double[items];
    var right = new boolean[items];
    double brier = 0;
    double logLoss = 0;
    int hits = 0;
    for (int i = 0; i < items; i++) {
      int best = 0;
      for (int c = 0; c < p[i].length; c++) {
        best = p[i][c] > p[i][best] ? c : best;
        double gap = p[i][c] - (c == truths[i] ? 1 : 0);
        brier += gap * gap / items;
      }
      logLoss -= Math.log(Math.max(LEAST, p[i][truths[i]])) / items;
      said[i] = p[i][best];
      right[i] = best == truths[i];
      hits += right[i] ? 1 : 0;
    }
    return new ProbabilityFigures(
        items,
        CalibrationError.ofEqualMass(said, right, BINS),
        brier,
        logLoss,
        (double) hits / items);
  }
}
