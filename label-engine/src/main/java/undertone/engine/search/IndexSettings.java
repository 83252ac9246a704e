package undertone.engine.search;

/// How an index is kept.
///
/// @param quantised graphs are walked over numbers of eight bits; whole numbers are kept beside
///   them and decide the order of what was found
/// @param bufferMb memory before a part is written
/// @param exactBelow so many vectors or fewer are compared one by one, without a graph
/// @param checked every byte is checked against its sum when the index is opened
/// @param inBackground changes become visible, and lasting, without being asked to
public record IndexSettings(
    boolean quantised, int bufferMb, int exactBelow, boolean checked, boolean inBackground) {
  public static final IndexSettings USUAL = new IndexSettings(true, 96, 10_000, true, true);

  public IndexSettings withQuantised(boolean quantised) {
    return new IndexSettings(quantised, bufferMb, exactBelow, checked, inBackground);
  }

  public IndexSettings withBufferMb(int bufferMb) {
    return new IndexSettings(quantised, bufferMb, exactBelow, checked, inBackground);
  }

  public IndexSettings withExactBelow(int exactBelow) {
    return new IndexSettings(quantised, bufferMb, exactBelow, checked, inBackground);
  }

  /// Visible when refreshed, lasting when committed.
  public IndexSettings onRequest() {
    return new IndexSettings(quantised, bufferMb, exactBelow, checked, false);
  }
}
