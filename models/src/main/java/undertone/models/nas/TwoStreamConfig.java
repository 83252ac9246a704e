package undertone.models.nas;

/// Sizes of what joins a [CnnStream] and an [RnnStream].
///
/// @param handcrafted numbers per clip of the stream of handcrafted features
/// @param deep of the stream of deep features
/// @param width of both once they are compared (E)
/// @param outputs classes
/// @param fusion how they come together
public record TwoStreamConfig(int handcrafted, int deep, int width, int outputs, Fusion fusion) {

  /// How the streams come together.
  public enum Fusion {
    /// Each is supplemented by the other, as far as a gate opens.
    GATE,
    /// Side by side.
    CONCAT,
    /// Added.
    SUM
  }

  public TwoStreamConfig {
    if (Math.min(Math.min(handcrafted, deep), Math.min(width, outputs)) < 1) {
      throw new IllegalArgumentException(
          "Two streams need positive sizes but were given handcrafted=%d, deep=%d, width=%d, outputs=%d."
              .formatted(handcrafted, deep, width, outputs));
    }
  }
}
