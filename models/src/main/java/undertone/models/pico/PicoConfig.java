package undertone.models.pico;

import undertone.models.EncoderConfig;

/// Sizes of a [PicoNet].
///
/// @param encoder what reads the clips
/// @param classes labels (K)
/// @param projector width of the hidden layer before the embedding
/// @param embedding numbers per embedding (d)
public record PicoConfig(EncoderConfig encoder, int classes, int projector, int embedding) {

  public PicoConfig {
    if (classes < 2 || projector < 1 || embedding < 1) {
      throw new IllegalArgumentException(
          "PicoNet needs at least 2 classes and positive widths but was given classes=%d, projector=%d, embedding=%d."
              .formatted(classes, projector, embedding));
    }
  }

  /// The net for thousands of clips on a laptop: minutes on two cores.
  public static PicoConfig frozenFeatures(int features, int classes) {
    return new PicoConfig(new FeatureEncoderConfig(features, 256), classes, 256, 64);
  }

  /// Heads as published: the projector as wide as the encoder, 128 numbers per embedding.
  public static PicoConfig published(EncoderConfig encoder, int classes) {
    return new PicoConfig(encoder, classes, encoder.width(), 128);
  }
}
