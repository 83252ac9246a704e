package undertone.models.abaw;

/// Sizes of a [FusionNet].
///
/// @param fusion what tells valence and arousal
/// @param hidden numbers of its layers (H)
/// @param memory numbers that [Fusion#MEMORY] keeps (E); of no meaning otherwise
/// @param frame numbers of a frame in the head of expressions
/// @param forward width inside that head's transformer
/// @param stepsOfFrame steps of a stream that fall into a frame (R): 1 = streams come in step; more
///   = a convolution learns what to keep of them
/// @param dropout 0..1, inside the fusion, only while training
/// @param headDropout 0..1, before expressions are told, only while training
public record FusionConfig(
    Fusion fusion,
    int hidden,
    int memory,
    int frame,
    int forward,
    int stepsOfFrame,
    float dropout,
    float headDropout) {

  /// What tells valence and arousal of streams in step.
  public enum Fusion {
    /// [SequenceAttention]
    ATTENTION,
    /// [MemoryFusion]
    MEMORY
  }

  /// For a processor.
  public static final FusionConfig TINY =
      new FusionConfig(Fusion.ATTENTION, 32, 1, 64, 128, 1, .2f, .3f);

  /// The fusion as published; what stands before the head of expressions is ours.
  public static final FusionConfig ATTENTION =
      new FusionConfig(Fusion.ATTENTION, 64, 1, 256, 512, 1, .4f, .5f);

  /// The memory as published.
  public static final FusionConfig MEMORY =
      new FusionConfig(Fusion.MEMORY, 128, 128, 256, 512, 1, .5f, .5f);

  /// [#TINY] with streams that are brought in step by a convolution.
  public static final FusionConfig CONVOLUTION =
      new FusionConfig(Fusion.ATTENTION, 32, 1, 64, 128, 3, .2f, .3f);

  public FusionConfig {
    int smallest = Math.min(Math.min(hidden, memory), Math.min(frame, forward));
    if (Math.min(smallest, stepsOfFrame) < 1) {
      throw new IllegalArgumentException(
          "A fusion needs positive sizes but was given hidden=%d, memory=%d, frame=%d, forward=%d, stepsOfFrame=%d."
              .formatted(hidden, memory, frame, forward, stepsOfFrame));
    }
  }
}
