package undertone.engine.agreement;

import java.util.Arrays;
import java.util.OptionalDouble;

/// How much of the spread of numbers is the items' own: ICC(2,1) of one rater, ICC(2,k) of the mean
/// of all k, raters taken as drawn from many. Items that all raters rated count.
///
/// Source: Shrout & Fleiss 1979, *Intraclass correlations*, table 2 and eq. for case 2.
public final class Intraclass implements AgreementStatistic {
  private final ItemSums sums; // n, Σx per rater [M], Σ (row mean)², Σx²
  private final int raters;
  private final boolean ofTheMean;

  private Intraclass(ItemSums sums, int raters, boolean ofTheMean) {
    this.sums = sums;
    this.raters = raters;
    this.ofTheMean = ofTheMean;
  }

  /// @param ratings `[N,M]`, NaN = not rated
  public static Intraclass ofOneRater(double[][] ratings) {
    return of(ratings, false);
  }

  /// @param ratings `[N,M]`, NaN = not rated
  public static Intraclass ofTheMean(double[][] ratings) {
    return of(ratings, true);
  }

  private static Intraclass of(double[][] ratings, boolean ofTheMean) {
    int raters = ratings.length == 0 ? 0 : ratings[0].length;
    var sums = new ItemSums(raters + 3);
    double centre = // sums of squares lose digits far from zero
        Arrays.stream(ratings)
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .average()
            .orElse(0);
    for (int i = 0; i < ratings.length; i++) {
      var row = Arrays.stream(ratings[i]).map(x -> x - centre).toArray();
      if (Arrays.stream(row).allMatch(Double::isFinite)) {
        double mean = Arrays.stream(row).sum() / raters;
        sums.add(i, 0, 1);
        sums.add(i, raters + 1, mean * mean);
        for (int m = 0; m < raters; m++) {
          sums.add(i, m + 1, row[m]);
          sums.add(i, raters + 2, row[m] * row[m]);
        }
      }
    }
    return new Intraclass(sums, raters, ofTheMean);
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
    double n = sums[0];
    double k = raters;
    double grand = 0;
    double columns = 0;
    for (int m = 1; m <= raters; m++) {
      grand += sums[m] / (n * k);
      columns += sums[m] * sums[m] / n;
    }
    double correction = n * k * grand * grand;
    double betweenItems = k * sums[raters + 1] - correction;
    double betweenRaters = columns - correction;
    double rest = sums[raters + 2] - correction - betweenItems - betweenRaters;
    double msr = betweenItems / (n - 1);
    double msc = betweenRaters / (k - 1);
    double mse = rest / ((n - 1) * (k - 1));
    double raterNoise = (msc - mse) / n;
    return AgreementStatistic.defined(
        ofTheMean
            ? (msr - mse) / (msr + raterNoise)
            : (msr - mse) / (msr + (k - 1) * mse + k * raterNoise));
  }
}
