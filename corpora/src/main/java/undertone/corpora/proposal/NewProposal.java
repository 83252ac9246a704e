package undertone.corpora.proposal;

import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;

/// A proposal about to be put before the curators; fields as in [Proposal].
///
/// @param near the clip in the middle of those this one looks like, if the run grouped them
public record NewProposal(
    ClipId clip,
    ProposalKind kind,
    String label,
    @Nullable String fromLabel,
    CandidateSet candidates,
    double probability,
    double noise,
    double gain,
    Evidence evidence,
    @Nullable ClipId near) {

  public NewProposal(
      ClipId clip,
      ProposalKind kind,
      String label,
      @Nullable String fromLabel,
      CandidateSet candidates,
      double probability,
      double noise,
      double gain,
      Evidence evidence) {
    this(clip, kind, label, fromLabel, candidates, probability, noise, gain, evidence, null);
  }

  /// The same proposal in a group of clips that look alike.
  public NewProposal near(ClipId middle) {
    return new NewProposal(
        clip, kind, label, fromLabel, candidates, probability, noise, gain, evidence, middle);
  }
}
