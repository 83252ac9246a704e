package undertone.engine.pseudo;

/// What decided how sure a network had to be of a clip before its own label taught it.
public enum ThresholdKind {
  /// Nothing: labels of the pool were not learned from, or all of them as surely as they were said.
  NONE,
  /// One number for all labels and all times.
  FIXED,
  /// A number for each label, for all times or for a round.
  PER_LABEL,
  /// Numbers that followed what networks had learned.
  ADAPTIVE
}
