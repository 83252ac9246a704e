package undertone.models.mer;

/// Sizes of the networks of MERBench, which are the baselines of 2024.
///
/// @param audio features of sound (Da)
/// @param text features of words (Dt)
/// @param video features of picture (Dv)
/// @param hidden width of each modality once encoded (h)
/// @param classes (K)
/// @param dropout 0..1, only while training
public record MerBenchConfig(
    int audio, int text, int video, int hidden, int classes, float dropout) {

  public MerBenchConfig {
    if (Math.min(Math.min(audio, text), Math.min(video, hidden)) < 1
        || classes < 2
        || !(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "A network of MERBench needs positive widths, at least 2 classes and a drop-out in 0..1 but was given audio=%d, text=%d, video=%d, hidden=%d, classes=%d, dropout=%s."
              .formatted(audio, text, video, hidden, classes, dropout));
    }
  }

  /// The middle of what the organisers search through: 64 to 256 wide, drop-out 0.2 to 0.5.
  public static MerBenchConfig usual(int audio, int text, int video) {
    return new MerBenchConfig(audio, text, video, 128, 6, 0.3f);
  }
}
