package undertone.engine.agreement;

import java.util.OptionalDouble;
import undertone.engine.aggregation.Votes;

/// Mean share of pairs of raters who say the same of an item; items with one vote are left out.
///
/// @param raters of the votes
/// @param sums share of agreeing pairs; items
public record PercentAgreement(ItemSums sums, int raters) implements AgreementStatistic {

  public static PercentAgreement of(Votes votes) {
    var sums = new ItemSums(2);
    for (int i = 0; i < votes.items(); i++) {
      if (votes.on(i) > 1) {
        sums.add(i, 0, pairs(votes, i));
        sums.add(i, 1, 1);
      }
    }
    return new PercentAgreement(sums, votes.voters());
  }

  /// P_i = (Σ_k n_ik² − n_i) / (n_i (n_i − 1)).
  static double pairs(Votes votes, int item) {
    double n = votes.on(item);
    double agreeing = -n;
    for (int count : votes.counts(item)) {
      agreeing += (double) count * count;
    }
    return agreeing / (n * (n - 1));
  }

  @Override
  public OptionalDouble of(double[] sums) {
    return AgreementStatistic.defined(sums[0] / sums[1]);
  }
}
