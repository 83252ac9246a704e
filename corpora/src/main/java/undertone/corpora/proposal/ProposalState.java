package undertone.corpora.proposal;

/// Where a proposal stands.
public enum ProposalState {
  OPEN,
  ACCEPTED,
  REJECTED,
  EDITED,
  /// A newer run has its own say about the corpus.
  SUPERSEDED,
  /// Nobody is asked yet: its run has to be let in first.
  HELD,
  /// Its run was withdrawn.
  WITHDRAWN
}
