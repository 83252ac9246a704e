package undertone.engine.search;

/// What an entry of the index stands for.
public enum EntryType {
  /// A whole clip.
  CLIP,
  /// A stretch of a clip.
  MOMENT,
  /// What somebody wrote of a clip, or one sentence of it.
  CAPTION
}
