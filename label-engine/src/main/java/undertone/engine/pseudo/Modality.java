package undertone.engine.pseudo;

/// One side of clips, such as faces or voices: neighbouring columns of their features.
///
/// @param from first column
/// @param until the column after the last
public record Modality(String name, int from, int until) {
  public Modality {
    if (from < 0 || until <= from) {
      throw new IllegalArgumentException(
          "Bug: columns %d to %d of %s are none.".formatted(from, until, name));
    }
  }

  int width() {
    return until - from;
  }
}
