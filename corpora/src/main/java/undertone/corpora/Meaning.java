package undertone.corpora;

/// How the labels of a vote are to be read; stored with the vote and never guessed.
public enum Meaning {
  /// Exactly one of the candidates is true; the voter cannot say which.
  ONE_OF,
  /// All candidates are true at once: a blend.
  ALL_OF,
  /// The voter looked and cannot tell; the candidates may be empty.
  CANNOT_TELL
}
