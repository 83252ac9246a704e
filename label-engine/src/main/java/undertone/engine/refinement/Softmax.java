package undertone.engine.refinement;

/// Scores to probabilities.
public final class Softmax {
  private Softmax() {}

  public static double[] of(double[] scores) {
    double all = logSum(scores);
    var p = new double[scores.length];
    for (int c = 0; c < p.length; c++) {
      p[c] = Math.exp(scores[c] - all);
    }
    return p;
  }

  /// log Σ exp.
  public static double logSum(double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      max = Math.max(max, score);
    }
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - max);
    }
    return max + Math.log(sum);
  }

  /// Log-probabilities around their mean: what an opinion prefers, whatever its normalisation.
  static double[] preferences(double[] p) {
    var log = new double[p.length];
    double mean = 0;
    for (int c = 0; c < p.length; c++) {
      log[c] = Math.log(Math.max(p[c], LEAST));
      mean += log[c] / p.length;
    }
    for (int c = 0; c < p.length; c++) {
      log[c] -= mean;
    }
    return log;
  }

  private static final double LEAST = 1e-6; // no single opinion may rule a label out for good
}
