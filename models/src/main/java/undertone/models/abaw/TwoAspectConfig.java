package undertone.models.abaw;

/// Sizes of a [TwoAspectNet].
///
/// @param channels of the map of a frame (C)
/// @param hidden channels inside the maps of attention
/// @param regions of the face (r), each a token
/// @param width of a token (w), a multiple of the heads
/// @param heads of each attention
/// @param forward width inside the two encoders' feed-forward parts
/// @param expressions classes (K)
/// @param units action units (A)
/// @param aspects whether tasks look at both aspects, or at the signs alone
/// @param placeDropout 0..1, on tokens, only while training
/// @param encoderDropout 0..1, inside the two encoders
/// @param firstSmoothing u before any training: how much the frame before counts
public record TwoAspectConfig(
    int channels,
    int hidden,
    int regions,
    int width,
    int heads,
    int forward,
    int expressions,
    int units,
    Aspects aspects,
    float placeDropout,
    float encoderDropout,
    double firstSmoothing) {

  /// What tasks look at.
  public enum Aspects {
    /// Signs, which are movements of the face, and messages, which are what an observer reads.
    BOTH,
    /// Signs alone, to see what the other is worth.
    SIGNS
  }

  public TwoAspectConfig {
    int smallest = Math.min(Math.min(channels, hidden), Math.min(regions, heads));
    if (Math.min(smallest, Math.min(forward, Math.min(expressions, units))) < 1
        || width < heads
        || width % heads != 0
        || firstSmoothing < 0) {
      throw new IllegalArgumentException(
          "A two-aspect network needs positive sizes and a width that its heads divide but was given channels=%d, hidden=%d, regions=%d, width=%d, heads=%d, forward=%d, expressions=%d, units=%d, smoothing=%s."
              .formatted(
                  channels,
                  hidden,
                  regions,
                  width,
                  heads,
                  forward,
                  expressions,
                  units,
                  firstSmoothing));
    }
  }

  /// As published, over maps of an Inception network at its 768-channel stage.
  public static TwoAspectConfig published() {
    return new TwoAspectConfig(768, 96, 24, 24, 4, 1024, 8, 12, Aspects.BOTH, .3f, .1f, 5);
  }

  /// For maps of a small network, on a processor.
  public static TwoAspectConfig small(int channels) {
    return new TwoAspectConfig(channels, 24, 12, 24, 4, 96, 8, 12, Aspects.BOTH, 0, 0, 1);
  }

  /// The same for other expressions and action units.
  TwoAspectConfig telling(int expressions, int units) {
    return new TwoAspectConfig(
        channels,
        hidden,
        regions,
        width,
        heads,
        forward,
        expressions,
        units,
        aspects,
        placeDropout,
        encoderDropout,
        firstSmoothing);
  }
}
