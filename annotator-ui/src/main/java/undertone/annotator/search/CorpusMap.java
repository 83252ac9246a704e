package undertone.annotator.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A corpus as a map: what is said in a clip and of it decides where the clip lies.
///
/// @param done how far the drawing is, 0..1
/// @param index how far the search index is, which the map is drawn from
/// @param current whether everything that is in the index now has its place
/// @param drawnAt when places were last worked out for all; null = never
/// @param later clips on the map that came after it was drawn and lie beside their like
/// @param silent clips without a place: nothing is said in them, and nothing was written of them
public record CorpusMap(
    State state,
    double done,
    SearchIndexes.Progress index,
    boolean current,
    @Nullable Instant drawnAt,
    int later,
    int silent,
    List<Point> points) {

  public CorpusMap {
    points = List.copyOf(points);
  }

  /// What there is to see.
  public enum State {
    /// The corpus has no clips.
    EMPTY,
    /// The search index takes up what the corpus holds; the map is drawn when it has.
    FILLING,
    /// Nothing is said in any clip, and nothing was written of any.
    SILENT,
    /// Places are being worked out for the first time.
    DRAWING,
    /// Here it is.
    READY,
    /// It could not be drawn; it is tried again a minute later.
    FAILED
  }

  /// A clip on the map.
  ///
  /// @param x 0 left .. 1 right
  /// @param y 0 bottom .. 1 top
  /// @param label what was settled, else what most votes put first; null = neither
  /// @param decided whether a curator settled it
  /// @param disagreement share of the voters who put another label first than most do, 0..1; null =
  ///   fewer than two put one first
  /// @param noise probability of the newest run that the votes miss the true label, 0..1; null = no
  ///   run has looked at it
  public record Point(
      long clip,
      String name,
      double x,
      double y,
      @Nullable String label,
      boolean decided,
      @Nullable Double disagreement,
      @Nullable Double noise) {}
}
