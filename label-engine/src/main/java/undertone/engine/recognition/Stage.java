package undertone.engine.recognition;

/// What a training teaches.
public enum Stage {
  /// to fill gaps, from clips without labels
  PRE_TRAINING,
  /// to tell classes apart
  FINE_TUNING
}
