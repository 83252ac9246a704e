package undertone.engine.captions;

/// Sentences as vectors of a frozen encoder, each once; captions name them by their number.
///
/// Sentences that say the same should have one number: they then are positives for each other.
public final class Sentences {
  private final String encoder;
  private final float[][] vectors; // [N,S]

  /// @param encoder id of the encoder, which a space remembers
  /// @param vectors `[N,S]`
  public Sentences(String encoder, float[][] vectors) {
    this.encoder = encoder;
    this.vectors = vectors;
    for (var vector : vectors) {
      if (vector.length != vectors[0].length) {
        throw new IllegalArgumentException(
            "Sentence vectors have %d and %d numbers.".formatted(vectors[0].length, vector.length));
      }
    }
    if (vectors.length == 0) {
      throw new IllegalArgumentException("Training needs sentences.");
    }
  }

  public String encoder() {
    return encoder;
  }

  public int count() {
    return vectors.length;
  }

  public int width() {
    return vectors[0].length;
  }

  /// One vector; not to be changed.
  float[] vector(int sentence) {
    return vectors[sentence];
  }

  float[][] vectors() {
    return vectors;
  }
}
