package undertone.corpora.proposal;

/// What a run suggests for a clip.
public enum ProposalKind {
  /// Another label than the one most voters hold.
  CORRECT,
  /// One more candidate beside those the voters hold.
  ADD_CANDIDATE,
  /// A label for a clip that has none.
  LABEL,
  /// What was written of the clip speaks of another label than any that is held.
  CONTRADICTION,
  /// A label spread from labelled clips.
  PSEUDO_LABEL
}
