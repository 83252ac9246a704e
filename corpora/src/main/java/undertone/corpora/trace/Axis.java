package undertone.corpora.trace;

/// A dimension that is followed along a clip.
public enum Axis {
  /// -1 unpleasant .. 1 pleasant
  VALENCE,
  /// -1 calm .. 1 excited
  AROUSAL
}
