package undertone.engine.agreement;

import java.util.OptionalDouble;
import undertone.engine.aggregation.Votes;

/// Agreement of any number of raters with gaps, for any kind of value: α = 1 − D_o/D_e.
///
/// Each ordered pair (c,k) inside an item with m ≥ 2 values adds 1/(m−1) to the coincidences o_ck;
/// D_o = Σ o_ck δ² / n, D_e = Σ n_c n_k δ² / (n (n−1)). Undefined when only one value is ever used.
///
/// Source: Krippendorff 2011, *Computing Krippendorff's alpha-reliability*.
public final class KrippendorffAlpha implements AgreementStatistic {
  private static final double USED = 1e-9; // what subtracting an item leaves behind is no value

  private final ItemSums sums; // o_ck [D·D]
  private final int values;
  private final int raters;
  private final Difference difference;

  private KrippendorffAlpha(ItemSums sums, int values, int raters, Difference difference) {
    this.sums = sums;
    this.values = values;
    this.raters = raters;
    this.difference = difference;
  }

  public static KrippendorffAlpha of(Votes votes, Difference difference) {
    int values = votes.classes();
    var sums = new ItemSums(values * values);
    for (int i = 0; i < votes.items(); i++) {
      if (votes.on(i) > 1) {
        addCoincidences(sums, i, votes);
      }
    }
    return new KrippendorffAlpha(sums, values, votes.voters(), difference);
  }

  private static void addCoincidences(ItemSums sums, int item, Votes votes) {
    var counts = votes.counts(item);
    double others = votes.on(item) - 1.0;
    for (int c = 0; c < counts.length; c++) {
      for (int k = 0; counts[c] > 0 && k < counts.length; k++) {
        double pairs = (double) counts[c] * (counts[k] - (c == k ? 1 : 0));
        if (pairs > 0) {
          sums.add(item, c * counts.length + k, pairs / others);
        }
      }
    }
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
  public OptionalDouble of(double[] coincidences) {
    var n = new double[values];
    double all = 0;
    for (int at = 0; at < coincidences.length; at++) {
      n[at / values] += coincidences[at];
      all += coincidences[at];
    }
    double observed = 0;
    double expected = 0;
    for (int c = 0; c < values; c++) {
      for (int k = 0; n[c] > USED && k < values; k++) {
        if (c != k && n[k] > USED) {
          double squared = difference.squared(c, k, n);
          observed += coincidences[c * values + k] * squared;
          expected += n[c] * n[k] * squared;
        }
      }
    }
    return expected <= 0
        ? OptionalDouble.empty()
        : AgreementStatistic.defined(1 - (all - 1) * observed / expected);
  }
}
