package undertone.engine.refinement;

/// What voters take for what, before any network has learned: by plain looks at the features, the
/// ballots, and the clips whose truth is confirmed.
///
/// Source: gold loss correction (Hendrycks et al. 2018, arXiv:1802.05300) for a network that learns
/// through a matrix read off trusted clips. Ballots of unconfirmed clips speak too ([VoterModel]),
/// since thirty trusted clips leave most of its cells empty.
final class VotersBeforehand {
  private final float[][] looks; // out of fold [N,K]
  private final VoteTable votes;
  private final int[] settled; // [N] confirmed label, -1 = none
  private final boolean[][] rejected; // [N,K]
  private final int[] fold; // [N]
  private final VoterModel voters;

  VotersBeforehand(
      Learner.Material material,
      VoteTable votes,
      int[] settled,
      boolean[][] rejected,
      int[] fold,
      int folds) {
    this.votes = votes;
    this.settled = settled;
    this.rejected = rejected;
    this.fold = fold;
    looks = new float[fold.length][];
    for (int f = 0; f < folds; f++) {
      var seen = PlainLook.probabilities(material, fold, f);
      for (int i = 0; i < looks.length; i++) {
        looks[i] = fold[i] == f ? seen[i] : looks[i];
      }
    }
    voters = VoterModel.fit(looks, votes, settled, rejected, fold);
  }

  /// How likely each truth makes the votes of each clip, if nothing is heard of one fold.
  ///
  /// @return rows that sum to 1, certain where a curator has spoken `[N][K]`
  float[][] without(int held) {
    return voters.likelihoods(looks, votes, settled, rejected, fold, held);
  }
}
