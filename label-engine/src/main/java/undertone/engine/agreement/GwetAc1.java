package undertone.engine.agreement;

import java.util.OptionalDouble;
import undertone.engine.aggregation.Votes;

/// Agreement beyond chance that does not collapse when one class is common (the paradox of κ): P_e
/// = Σ π_k (1 − π_k) / (K − 1), π_k the mean share of class k over items.
///
/// Source: Gwet 2008, *Computing inter-rater reliability and its variance in the presence of high
/// agreement*. An item with one vote tells of π and not of P_a.
public final class GwetAc1 implements AgreementStatistic {
  private final ItemSums sums; // vote shares [K], items, P_i, items with two votes
  private final int raters;

  private GwetAc1(ItemSums sums, int raters) {
    this.sums = sums;
    this.raters = raters;
  }

  public static GwetAc1 of(Votes votes) {
    int classes = votes.classes();
    var sums = new ItemSums(classes + 3);
    for (int i = 0; i < votes.items(); i++) {
      double n = votes.on(i);
      var counts = votes.counts(i);
      for (int k = 0; k < classes; k++) {
        if (counts[k] > 0) {
          sums.add(i, k, counts[k] / n);
        }
      }
      if (n > 0) {
        sums.add(i, classes, 1);
      }
      if (n > 1) {
        sums.add(i, classes + 1, PercentAgreement.pairs(votes, i));
        sums.add(i, classes + 2, 1);
      }
    }
    return new GwetAc1(sums, votes.voters());
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
    int classes = sums.length - 3;
    double chance = 0;
    for (int k = 0; k < classes; k++) {
      double share = sums[k] / sums[classes];
      chance += share * (1 - share) / (classes - 1);
    }
    double observed = sums[classes + 1] / sums[classes + 2];
    return AgreementStatistic.defined((observed - chance) / (1 - chance));
  }
}
