package undertone.engine.agreement;

import java.util.Arrays;
import java.util.OptionalDouble;

/// The mean of Lin's concordance over all pairs of raters who rated two items or more together, as
/// [LightKappa] is the mean of Cohen's κ.
///
/// Of numbers on a scale, Cohen's κ with quadratic weights is concordance under another name.
/// Source: King & Chinchilli 2001, *A generalized concordance correlation coefficient for
/// continuous and categorical data*.
public final class MeanConcordance implements AgreementStatistic {
  private final ItemSums sums; // of all pairs, M(M−1)/2 · 6
  private final int raters;

  private MeanConcordance(ItemSums sums, int raters) {
    this.sums = sums;
    this.raters = raters;
  }

  /// @param ratings `[N,M]`, NaN = not rated
  public static MeanConcordance of(double[][] ratings) {
    int raters = ratings.length == 0 ? 0 : ratings[0].length;
    var sums = new ItemSums(raters * (raters - 1) / 2 * Concordance.SUMS);
    double centre = // sums of squares lose digits far from zero
        Arrays.stream(ratings)
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .average()
            .orElse(0);
    for (int i = 0; i < ratings.length; i++) {
      for (int b = 1; b < raters; b++) {
        for (int a = 0; a < b; a++) {
          double x = ratings[i][a] - centre;
          double y = ratings[i][b] - centre;
          if (Double.isFinite(x) && Double.isFinite(y)) {
            Concordance.add(sums, i, (b * (b - 1) / 2 + a) * Concordance.SUMS, x, y);
          }
        }
      }
    }
    return new MeanConcordance(sums, raters);
  }

  @Override
  public ItemSums sums() {
    return sums;
  }

  @Override
  public int raters() {
    return raters;
  }

  @Override
  public OptionalDouble of(double[] sums) {
    double sum = 0;
    int defined = 0;
    for (int from = 0; from < sums.length; from += Concordance.SUMS) {
      if (sums[from] > 1) {
        var concordance = Concordance.of(sums, from);
        sum += concordance.orElse(0);
        defined += concordance.isPresent() ? 1 : 0;
      }
    }
    return defined == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / defined);
  }
}
