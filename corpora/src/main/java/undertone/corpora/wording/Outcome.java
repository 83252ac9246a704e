package undertone.corpora.wording;

/// What became of an offered wording.
public enum Outcome {
  /// Neither taken nor rejected; the voter may never have looked at it.
  OPEN,
  /// It stands in the voter's words as it was offered.
  TAKEN,
  /// It was taken and changed.
  EDITED,
  REJECTED
}
