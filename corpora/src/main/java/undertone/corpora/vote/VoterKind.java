package undertone.corpora.vote;

/// Who stands behind a vote.
public enum VoterKind {
  /// An annotator with an account.
  PERSON,
  /// A model, an LLM or an imported source, under the same rules.
  MACHINE,
  /// An anonymous crowd of which only counts are known; its votes carry a tally.
  CROWD
}
