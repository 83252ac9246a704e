package undertone.corpora.corpus;

/// What annotators of a corpus may be asked besides the candidate set of the whole clip.
public enum Question {
  /// What holds in stretches of the clip.
  SEGMENTS,
  /// How pleasant and how excited the whole clip is.
  RATING,
  /// How valence and arousal go along the clip.
  TRACES,
  /// Words of their own, where no label fits.
  WORDS
}
