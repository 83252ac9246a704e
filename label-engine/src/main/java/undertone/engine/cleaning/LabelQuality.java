package undertone.engine.cleaning;

import java.util.Arrays;

/// How well a label fits what a model thinks, 0..1; low = suspicious.
///
/// Source: Northcutt, Jiang & Chuang 2021; Kuan & Mueller 2022, *Model-agnostic label quality
/// scoring*.
public enum LabelQuality {
  /// p(label).
  SELF_CONFIDENCE {
    @Override
    public double score(int label, double[] p) {
      return p[label];
    }
  },
  /// (p(label) − the best other + 1) / 2.
  NORMALIZED_MARGIN {
    @Override
    public double score(int label, double[] p) {
      double other = 0;
      for (int k = 0; k < p.length; k++) {
        other = k == label ? other : Math.max(other, p[k]);
      }
      return (p[label] - other + 1) / 2;
    }
  },
  /// log(1 + e)/e with e = normalised entropy over p(label): the surer of something else, the
  /// lower.
  CONFIDENCE_WEIGHTED_ENTROPY {
    @Override
    public double score(int label, double[] p) {
      double entropy = 0;
      for (double share : p) {
        entropy -= share * Rows.log(share);
      }
      double e = Math.max(entropy / Math.log(p.length) / Math.max(p[label], LEAST), LEAST);
      return Math.log1p(e) / e;
    }
  };

  private static final double LEAST = 1e-100;

  public abstract double score(int label, double[] p);

  /// @param given `[N]`
  /// @param p `[N,K]`
  public double[] scores(int[] given, double[][] p) {
    var scores = new double[given.length];
    Arrays.setAll(scores, i -> score(given[i], p[i]));
    return scores;
  }

  /// Scores of probabilities that are first made comparable between classes: less each class's
  /// threshold, raised by the highest of them, renormalised. For the first two scores.
  public double[] adjustedScores(int[] given, double[][] p, ConfidentLearning learning) {
    var thresholds = learning.thresholds();
    double highest = Arrays.stream(thresholds).filter(Double::isFinite).max().orElse(0);
    var adjusted = new double[p.length][];
    for (int i = 0; i < p.length; i++) {
      var row = p[i].clone();
      for (int k = 0; k < row.length; k++) {
        row[k] += Double.isFinite(thresholds[k]) ? highest - thresholds[k] : 0;
      }
      double sum = Arrays.stream(row).sum();
      adjusted[i] = Arrays.stream(row).map(share -> share / sum).toArray();
    }
    return scores(given, adjusted);
  }
}
