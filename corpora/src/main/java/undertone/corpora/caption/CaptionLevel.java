package undertone.corpora.caption;

/// What part of a clip a caption speaks of.
public enum CaptionLevel {
  GLOBAL,
  /// One region, such as the mouth or the voice.
  LOCAL,
  SUMMARY
}
