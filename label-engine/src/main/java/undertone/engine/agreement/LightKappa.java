package undertone.engine.agreement;

import java.util.OptionalDouble;
import undertone.engine.aggregation.Votes;

/// The mean of Cohen's κ, plain or weighted, over all pairs of raters who rated something together.
///
/// Source: Light 1971, *Measures of response agreement for qualitative data*.
public final class LightKappa implements AgreementStatistic {
  private final ItemSums sums; // tables of all pairs, M(M−1)/2 · K · K
  private final int raters;
  private final int classes;
  private final CohenKappa.Weights weights;

  private LightKappa(ItemSums sums, int raters, int classes, CohenKappa.Weights weights) {
    this.sums = sums;
    this.raters = raters;
    this.classes = classes;
    this.weights = weights;
  }

  public static LightKappa of(Votes votes) {
    return of(votes, CohenKappa.Weights.NONE);
  }

  /// @param votes over classes that stand in order, equally far apart, unless all differences weigh
  ///   alike
  public static LightKappa of(Votes votes, CohenKappa.Weights weights) {
    int cells = votes.classes() * votes.classes();
    var sums = new ItemSums(votes.voters() * (votes.voters() - 1) / 2 * cells);
    for (int i = 0; i < votes.items(); i++) {
      for (int p = votes.from(i); p < votes.to(i); p++) {
        for (int q = votes.from(i); q < votes.to(i); q++) {
          int a = votes.voter(p);
          int b = votes.voter(q);
          if (a < b) {
            int pair = b * (b - 1) / 2 + a;
            sums.add(i, pair * cells + votes.label(p) * votes.classes() + votes.label(q), 1);
          }
        }
      }
    }
    return new LightKappa(sums, votes.voters(), votes.classes(), weights);
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
    int cells = classes * classes;
    for (int from = 0; from < sums.length; from += cells) {
      var kappa = CohenKappa.of(sums, from, classes, weights);
      sum += kappa.orElse(0);
      defined += kappa.isPresent() ? 1 : 0;
    }
    return defined == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / defined);
  }
}
