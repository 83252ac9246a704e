package undertone.engine.search;

/// What an entry of the index stands for.
public enum EntryType {
  /// A whole clip.
  CLIP,
  /// A stretch of a clip.
  MOMENT,
  /// What somebody wrote of a clip.
  CAPTION,
  /// One sentence of several, of a caption or of what is said in a clip.
  SENTENCE
}
