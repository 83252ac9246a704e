package undertone.models.nas;

/// Sizes of an [RnnStream].
///
/// @param in numbers of a step (D)
/// @param width of the state (H)
/// @param nodes inner nodes of the cell
/// @param outputs classes
/// @param dropout 0..1, before the head, of a network that was found
public record RnnConfig(int in, int width, int nodes, int outputs, float dropout) {

  public RnnConfig {
    if (Math.min(Math.min(in, width), Math.min(nodes, outputs)) < 1) {
      throw new IllegalArgumentException(
          "A recurrent stream needs positive sizes but was given in=%d, width=%d, nodes=%d, outputs=%d."
              .formatted(in, width, nodes, outputs));
    }
  }

  /// What two processor cores search in minutes.
  public static RnnConfig light(int in, int outputs) {
    return new RnnConfig(in, 48, 3, outputs, .3f);
  }

  /// As DARTS searches.
  public static RnnConfig published(int in, int outputs) {
    return new RnnConfig(in, 300, 8, outputs, .3f);
  }

  /// Edges of a cell that is searched.
  int edges() {
    return nodes * (nodes + 1) / 2;
  }
}
