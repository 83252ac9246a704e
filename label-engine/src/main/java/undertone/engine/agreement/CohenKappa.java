package undertone.engine.agreement;

import java.util.OptionalDouble;
import undertone.engine.aggregation.Votes;

/// Agreement of two raters beyond chance: 1 − Σ w o / Σ w e, with disagreements weighted alike, by
/// the distance of classes, or by its square. Items that both rated count.
///
/// Source: Cohen 1960, *A coefficient of agreement for nominal scales*; 1968, *Weighted kappa*.
public final class CohenKappa implements AgreementStatistic {
  private final ItemSums sums; // table of both, K·K
  private final int classes;
  private final Weights weights;

  /// How bad it is to say k instead of j, 0..1.
  public enum Weights {
    /// Any difference is as bad as another.
    NONE {
      @Override
      double of(int j, int k, int classes) {
        return j == k ? 0 : 1;
      }
    },
    LINEAR {
      @Override
      double of(int j, int k, int classes) {
        return classes == 1 ? 0 : Math.abs(j - k) / (classes - 1.0);
      }
    },
    QUADRATIC {
      @Override
      double of(int j, int k, int classes) {
        double distance = LINEAR.of(j, k, classes);
        return distance * distance;
      }
    };

    abstract double of(int j, int k, int classes);
  }

  private CohenKappa(ItemSums sums, int classes, Weights weights) {
    this.sums = sums;
    this.classes = classes;
    this.weights = weights;
  }

  public static CohenKappa of(Votes votes, int a, int b, Weights weights) {
    int classes = votes.classes();
    var sums = new ItemSums(classes * classes);
    for (int i = 0; i < votes.items(); i++) {
      int first = vote(votes, i, a);
      int second = vote(votes, i, b);
      if (first >= 0 && second >= 0) {
        sums.add(i, first * classes + second, 1);
      }
    }
    return new CohenKappa(sums, classes, weights);
  }

  private static int vote(Votes votes, int item, int rater) {
    for (int p = votes.from(item); p < votes.to(item); p++) {
      if (votes.voter(p) == rater) {
        return votes.label(p);
      }
    }
    return Votes.CANNOT_TELL;
  }

  @Override
  public ItemSums sums() {
    return sums;
  }

  @Override
  public int raters() {
    return 2;
  }

  @Override
  public OptionalDouble of(double[] sums) {
    return of(sums, 0, classes, weights);
  }

  /// κ of the table that begins at `from`.
  static OptionalDouble of(double[] table, int from, int classes, Weights weights) {
    var rows = new double[classes];
    var columns = new double[classes];
    double n = 0;
    for (int j = 0; j < classes; j++) {
      for (int k = 0; k < classes; k++) {
        double count = table[from + j * classes + k];
        rows[j] += count;
        columns[k] += count;
        n += count;
      }
    }
    double observed = 0;
    double expected = 0;
    for (int j = 0; j < classes; j++) {
      for (int k = 0; k < classes; k++) {
        double weight = weights.of(j, k, classes);
        observed += weight * table[from + j * classes + k];
        expected += weight * rows[j] * columns[k] / n;
      }
    }
    return AgreementStatistic.defined(1 - observed / expected);
  }
}
