package undertone.corpora.decision;

/// How a curator decided.
public enum Verdict {
  /// The proposal is right.
  ACCEPT,
  /// The proposal is wrong; what the voters hold stays.
  REJECT,
  /// The curator settles the clip in their own words.
  EDIT,
  /// An earlier decision is taken back.
  UNDO
}
