package undertone.engine.agreement;

import java.util.Arrays;
import java.util.OptionalDouble;

/// Two raters' numbers: Pearson's correlation, or concordance, which also asks for the same level
/// and spread: CCC = 2 s_xy / (s_x² + s_y² + (x̄ − ȳ)²). Items that both rated count.
///
/// Source: Lin 1989, *A concordance correlation coefficient to evaluate reproducibility*.
public final class Concordance implements AgreementStatistic {
  static final int SUMS = 6; // n, Σx, Σy, Σx², Σy², Σxy

  private static final double APART = 1e-12; // of the squares: less is what rounding leaves

  private final ItemSums sums; // SUMS
  private final Kind kind;

  private enum Kind {
    POPULATION,
    SAMPLE,
    PEARSON
  }

  private Concordance(double[] x, double[] y, Kind kind) {
    this.kind = kind;
    this.sums = new ItemSums(SUMS);
    double centre = Arrays.stream(x).filter(Double::isFinite).average().orElse(0);
    for (int i = 0; i < x.length; i++) {
      double a = x[i] - centre;
      double b = y[i] - centre;
      if (Double.isFinite(a) && Double.isFinite(b)) {
        add(sums, i, 0, a, b);
      }
    }
  }

  /// Adds two numbers of an item to the sums that begin at `from`.
  static void add(ItemSums sums, int item, int from, double a, double b) {
    sums.add(item, from, 1);
    sums.add(item, from + 1, a);
    sums.add(item, from + 2, b);
    sums.add(item, from + 3, a * a);
    sums.add(item, from + 4, b * b);
    sums.add(item, from + 5, a * b);
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
    return of(sums, 0, kind);
  }

  /// Lin's own form, of the sums that begin at `from`.
  static OptionalDouble of(double[] sums, int from) {
    return of(sums, from, Kind.POPULATION);
  }

  private static OptionalDouble of(double[] sums, int from, Kind kind) {
    double n = sums[from];
    double over = kind == Kind.SAMPLE ? n - 1 : n;
    double meanX = sums[from + 1] / n;
    double meanY = sums[from + 2] / n;
    double xx = (sums[from + 3] - n * meanX * meanX) / over;
    double yy = (sums[from + 4] - n * meanY * meanY) / over;
    double xy = (sums[from + 5] - n * meanX * meanY) / over;
    if (kind == Kind.PEARSON) {
      return AgreementStatistic.defined(xy / Math.sqrt(xx * yy));
    }
    double apart = xx + yy + (meanX - meanY) * (meanX - meanY);
    boolean flat = !(apart > APART * (sums[from + 3] + sums[from + 4]) / n);
    return flat ? OptionalDouble.empty() : AgreementStatistic.defined(2 * xy / apart);
  }
}
