package undertone.models.mer;

/// Sizes of the baselines of 2023.
///
/// @param audio features of sound (Da)
/// @param text features of words (Dt)
/// @param video features of picture (Dv)
/// @param hidden width of each first layer
/// @param fused width of each second layer (H)
/// @param classes (K)
/// @param dropout 0..1, after each layer, only while training
public record Mer23Config(
    int audio, int text, int video, int hidden, int fused, int classes, float dropout) {

  public Mer23Config {
    if (Math.min(Math.min(audio, text), Math.min(video, Math.min(hidden, fused))) < 1
        || classes < 2
        || !(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "A baseline of MER 2023 needs positive widths, at least 2 classes and a drop-out in 0..1 but was given audio=%d, text=%d, video=%d, hidden=%d, fused=%d, classes=%d, dropout=%s."
              .formatted(audio, text, video, hidden, fused, classes, dropout));
    }
  }

  /// As run by the organisers. Their command line asks for a drop-out of 0.5 but never hands it on.
  public static Mer23Config published(int audio, int text, int video) {
    return new Mer23Config(audio, text, video, 256, 128, 6, 0.3f);
  }
}
