package undertone.corpora.media;

/// What a clip is made of.
public enum MediaKind {
  VIDEO,
  AUDIO,
  IMAGE,
  TEXT
}
