package undertone.engine.cleaning;

import undertone.engine.aggregation.Majority;
import undertone.engine.aggregation.Votes;

/// The plain rival of [Crowdlab]: a label is as good as the share of votes for it; a model only
/// breaks ties.
///
/// @param consensus `[N]`
/// @param quality share of votes for the consensus `[N]`
/// @param voteQuality share of votes for each vote's label, in the order of the votes
/// @param voterQuality share of a voter's votes that are the consensus, where others voted too
///   `[M]`
/// @param agreementWithConsensus the same over all of a voter's items `[M]`
/// @param worstClass as [Crowdlab#worstClass()] `[M]`
@SuppressWarnings("ArrayRecordComponent") // numbers of a fit, read in place, compared by nobody
public record AgreementQuality(
    int[] consensus,
    double[] quality,
    double[] voteQuality,
    double[] voterQuality,
    double[] agreementWithConsensus,
    int[] worstClass) {

  /// @param p class probabilities `[N,K]`
  public static AgreementQuality of(Votes votes, double[][] p) {
    return of(votes, new Majority(p).aggregate(votes).labels(), votes.shares());
  }

  /// @param shares what each label of an item is worth `[N,K]`
  static AgreementQuality of(Votes votes, int[] majority, double[][] shares) {
    var found =
        Crowdlab.of(
            votes,
            Crowdlab.best(shares, majority),
            shares,
            new double[] {0},
            new double[votes.voters()]);
    return new AgreementQuality(
        found.consensus(),
        found.agreement(),
        found.voteQuality(),
        found.agreementWithConsensus(2),
        found.agreementWithConsensus(),
        found.worstClass());
  }
}
