package undertone.corpora;

/// What of a clip its annotator is given to judge by.
public enum Cue {
  /// The whole clip.
  ALL,
  /// The picture, without sound or words.
  FACE,
  /// The sound, without picture or transcript.
  VOICE,
  /// The transcript alone.
  WORDS;

  /// Whether something of the clip is withheld.
  public boolean single() {
    return this != ALL;
  }
}
