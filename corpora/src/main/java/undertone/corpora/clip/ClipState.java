package undertone.corpora.clip;

/// Whether a clip can be shown.
public enum ClipState {
  /// Probed and fit to be shown; a browser-safe copy may still be under way.
  READY,
  /// Its bytes cannot be read; [Clip#reason()] says why.
  UNREADABLE
}
