package undertone.engine.agreement;

import java.util.OptionalDouble;
import undertone.engine.aggregation.Votes;

/// Of those who say one class, how many of the others say it too: 2a/(2a+b+c) for two raters, Σ
/// n_ik(n_ik−1) / Σ n_ik(n_i−1) for many. Undefined for a class nobody says.
///
/// Source: Cicchetti & Feinstein 1990, *High agreement but low kappa II*.
public record PositiveAgreement(ItemSums sums, int raters) implements AgreementStatistic {

  public static PositiveAgreement of(Votes votes, int label) {
    var sums = new ItemSums(2);
    for (int i = 0; i < votes.items(); i++) {
      double n = votes.on(i);
      double said = votes.counts(i)[label];
      if (n > 1) {
        sums.add(i, 0, said * (said - 1));
        sums.add(i, 1, said * (n - 1));
      }
    }
    return new PositiveAgreement(sums, votes.voters());
  }

  @Override
  public OptionalDouble of(double[] sums) {
    return sums[1] < .5 ? OptionalDouble.empty() : AgreementStatistic.defined(sums[0] / sums[1]);
  }
}
