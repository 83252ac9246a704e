package undertone.corpora;

/// Which turns of its conversation an annotator sees beside a clip, from none to all that are near.
public enum Context {
  /// The clip alone.
  NONE,
  /// What came before it.
  BEFORE,
  /// What came before and after it.
  AROUND;

  /// Whether whoever saw this has seen the other as well.
  public boolean covers(Context other) {
    return compareTo(other) >= 0;
  }
}
