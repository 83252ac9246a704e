package undertone.corpora.corpus;

/// How annotators of a corpus see its labels until they choose for themselves.
public enum Palette {
  /// Chips in the order of the scheme.
  FLAT,
  /// Sectors of the wheel of emotions, each where its valence and arousal are.
  WHEEL
}
