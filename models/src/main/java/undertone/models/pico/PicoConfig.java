package undertone.models.pico;

/// Sizes of a [PicoNet].
///
/// @param features numbers per clip (D)
/// @param encoder width of both encoder layers; 0 = no encoder, the heads read the features
///   directly
/// @param classes labels (K)
/// @param projector width of the hidden layer before the embedding
/// @param embedding numbers per embedding (d)
public record PicoConfig(int features, int encoder, int classes, int projector, int embedding) {

  public PicoConfig {
    if (features < 1 || encoder < 0 || classes < 2 || projector < 1 || embedding < 1) {
      throw new IllegalArgumentException(
          ("PicoNet needs at least 1 feature, 2 classes and positive widths but was given"
                  + " features=%d, encoder=%d, classes=%d, projector=%d, embedding=%d.")
              .formatted(features, encoder, classes, projector, embedding));
    }
  }

  /// The net for thousands of clips on a laptop: minutes on two cores.
  public static PicoConfig frozenFeatures(int features, int classes) {
    return new PicoConfig(features, 256, classes, 256, 64);
  }

  /// Width that the heads read.
  int encoded() {
    return encoder == 0 ? features : encoder;
  }
}
