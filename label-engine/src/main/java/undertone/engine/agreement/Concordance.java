package undertone.engine.agreement;

import java.util.Arrays;
import java.util.OptionalDouble;

/// Two raters' numbers: Pearson's correlation, or concordance, which also asks for the same level
/// and spread: CCC = 2 s_xy / (s_x² + s_y² + (x̄ − ȳ)²). Items that both rated count.
///
/// Source: Lin 1989, *A concordance correlation coefficient to evaluate reproducibility*.
public final class Concordance implements AgreementStatistic {
  private final ItemSums sums; // n, Σx, Σy, Σx², Σy², Σxy
  private final Kind kind;

  private enum Kind {
    POPULATION,
    SAMPLE,
    PEARSON
  }

  private Concordance(double[] x, double[] y, Kind kind) {
    this.kind = kind;
    this.sums = new ItemSums(6);
    double centre = Arrays.stream(x).filter(Double::isFinite).average().orElse(0);
    for (int i = 0; i < x.length; i++) {
      double a = x[i] - centre;
      double b = y[i] - centre;
      if (Double.isFinite(a) && Double.isFinite(b)) {
        sums.add(i, 0, 1);
        sums.add(i, 1, a);
        sums.add(i, 2, b);
        sums.add(i, 3, a * a);
        sums.add(i, 4, b * b);
        sums.add(i, 5, a * b);
      }
    }
  }

  /// Lin's own form: variances over n.
  public static Concordance of(double[] x, double[] y) {
    return new Concordance(x, y, Kind.POPULATION);
  }

  /// Variances over n − 1, as some libraries have it.
  public static Concordance ofSample(double[] x, double[] y) {
    return new Concordance(x, y, Kind.SAMPLE);
  }

  /// r, blind to level and spread.
  public static Concordance pearson(double[] x, double[] y) {
    return new Concordance(x, y, Kind.PEARSON);
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
    double n = sums[0];
    double over = kind == Kind.SAMPLE ? n - 1 : n;
    double meanX = sums[1] / n;
    double meanY = sums[2] / n;
    double xx = (sums[3] - n * meanX * meanX) / over;
    double yy = (sums[4] - n * meanY * meanY) / over;
    double xy = (sums[5] - n * meanX * meanY) / over;
    double apart = meanX - meanY;
    return AgreementStatistic.defined(
        kind == Kind.PEARSON ? xy / Math.sqrt(xx * yy) : 2 * xy / (xx + yy + apart * apart));
  }
}
