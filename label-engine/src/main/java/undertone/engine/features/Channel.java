package undertone.engine.features;

/// The side of a clip that an extractor listens to. Their order is the order of a clip's vector.
public enum Channel {
  TEXT,
  AUDIO,
  VISUAL
}
