package undertone.exports;

/// Which label a clip leaves with when people or machines disagree.
public enum DecisionPolicy {
  /// Only what a curator settled; other clips leave without a label.
  CURATOR_ONLY,
  /// What a curator settled, else the label most voters put first.
  CURATOR_ELSE_MAJORITY
}
