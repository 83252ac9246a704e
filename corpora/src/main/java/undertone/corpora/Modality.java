package undertone.corpora;

/// What a clip is made of. Video may or may not carry sound.
public enum Modality {
  VIDEO,
  AUDIO,
  IMAGE,
  TEXT
}
