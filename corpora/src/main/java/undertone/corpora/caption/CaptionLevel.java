package undertone.corpora.caption;

/// What part of a clip a caption speaks of, and how.
public enum CaptionLevel {
  /// All of it, in whatever words; the other levels are a structure beside it.
  FREE,
  /// One sentence on the whole state and how strong it is.
  GLOBAL,
  /// One region.
  LOCAL,
  /// One sentence on the emotion, naming the cues that carry it.
  SUMMARY
}
