package undertone.corpora.decision;

import undertone.corpora.ClipId;

/// A clip on which voters hold different things.
///
/// @param degree above 0 .. 1000 they could not be further apart
public record Disagreement(ClipId clip, int degree) {

  /// Where a list of disagreements goes on: after a degree and, within it, after a clip.
  public record Place(int degree, long clip) {
    public static final Place START = new Place(Integer.MAX_VALUE, 0);
  }

  public Place place() {
    return new Place(degree, clip.value());
  }
}
