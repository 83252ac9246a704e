package undertone.corpora;

/// What of a clip its annotator is given to judge by, and whom it is asked about.
public enum Cue {
  /// The whole clip.
  ALL,
  /// The picture, without sound or words.
  FACE,
  /// The sound, without picture or transcript.
  VOICE,
  /// The transcript alone.
  WORDS,
  /// The whole clip, asked about whoever listens in it.
  LISTENER;

  /// Whether something of the clip is withheld.
  public boolean single() {
    return this != ALL && this != LISTENER;
  }

  /// Whether it has a pass of its own, whose votes stand apart from the clip's label.
  public boolean apart() {
    return this != ALL;
  }
}
