package undertone.models.clip;

import undertone.models.EncoderConfig;

/// Sizes of a [CaptionNet].
///
/// @param clips what looks at clips, pictures or features
/// @param sentence numbers of a sentence vector (S)
/// @param hidden width of a layer between sentence and common space; 0 = none
/// @param width numbers of a vector in the common space (D)
/// @param scale s before any training
/// @param bias b before any training, of the sigmoid form
/// @param regions vectors of a clip's parts beside that of the whole (P), for local sentences to
///   choose among; 0 = none
public record CaptionNetConfig(
    EncoderConfig clips,
    int sentence,
    int hidden,
    int width,
    double scale,
    double bias,
    int regions) {

  public CaptionNetConfig {
    if (sentence < 1 || hidden < 0 || width < 1 || regions < 0 || !(scale > 0)) {
      throw new IllegalArgumentException(
          "A caption network needs positive sizes and scale but was given sentence=%d, hidden=%d, width=%d, regions=%d, scale=%s."
              .formatted(sentence, hidden, width, regions, scale));
    }
  }

  /// Without vectors of parts.
  public CaptionNetConfig(
      EncoderConfig clips, int sentence, int hidden, int width, double scale, double bias) {
    this(clips, sentence, hidden, width, scale, bias, 0);
  }

  /// With vectors of so many parts, or of none.
  public CaptionNetConfig withRegions(int regions) {
    return new CaptionNetConfig(clips, sentence, hidden, width, scale, bias, regions);
  }

  /// The small model: a linear projection of frozen sentence vectors, 256 numbers, started for the
  /// sigmoid form.
  public static CaptionNetConfig small(EncoderConfig clips, int sentence) {
    return new CaptionNetConfig(
        clips, sentence, 0, 256, CaptionLoss.FIRST_SIGMOID_SCALE, CaptionLoss.FIRST_SIGMOID_BIAS);
  }
}
