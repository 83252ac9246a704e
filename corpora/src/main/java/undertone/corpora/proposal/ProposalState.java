package undertone.corpora.proposal;

/// Where a proposal stands.
public enum ProposalState {
  OPEN,
  ACCEPTED,
  REJECTED,
  EDITED,
  /// A newer run has its own say about the corpus.
  SUPERSEDED
}
