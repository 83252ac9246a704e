package undertone.engine.agreement;

import java.util.OptionalDouble;
import undertone.engine.aggregation.Votes;

/// Agreement beyond chance of any raters, not the same ones for each item: (P̄ − P_e)/(1 − P_e),
/// P_e from the shares of all votes. Where items have unequally many votes each takes its own n_i,
/// and an item counts whatever its n_i is; [KrippendorffAlpha] weighs by votes instead.
///
/// Source: Fleiss 1971, *Measuring nominal scale agreement among many raters*.
public final class FleissKappa implements AgreementStatistic {
  private final ItemSums sums; // votes per class [K], P_i, items
  private final int raters;
  private final boolean equal;

  private FleissKappa(ItemSums sums, int raters, boolean equal) {
    this.sums = sums;
    this.raters = raters;
    this.equal = equal;
  }

  public static FleissKappa of(Votes votes) {
    int classes = votes.classes();
    var sums = new ItemSums(classes + 2);
    int first = 0;
    boolean equal = true;
    for (int i = 0; i < votes.items(); i++) {
      if (votes.on(i) > 1) {
        first = first == 0 ? votes.on(i) : first;
        equal &= votes.on(i) == first;
        var counts = votes.counts(i);
        for (int k = 0; k < classes; k++) {
          if (counts[k] > 0) {
            sums.add(i, k, counts[k]);
          }
        }
        sums.add(i, classes, PercentAgreement.pairs(votes, i));
        sums.add(i, classes + 1, 1);
      }
    }
    return new FleissKappa(sums, votes.voters(), equal);
  }

  /// Whether all items that count have equally many votes, as the textbook asks.
  public boolean isEqual() {
    return equal;
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
    int classes = sums.length - 2;
    double all = 0;
    double squares = 0;
    for (int k = 0; k < classes; k++) {
      all += sums[k];
      squares += sums[k] * sums[k];
    }
    double chance = squares / (all * all);
    return AgreementStatistic.defined((sums[classes] / sums[classes + 1] - chance) / (1 - chance));
  }
}
