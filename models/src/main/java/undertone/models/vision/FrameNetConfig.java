package undertone.models.vision;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import undertone.models.Encoder;
import undertone.models.EncoderConfig;

/// Sizes of a [FrameNet].
///
/// @param side pixels of a frame's height and width
/// @param frames per clip (F)
/// @param stem channels of the first convolution
/// @param stages from the first to the last
public record FrameNetConfig(int side, int frames, int stem, List<Stage> stages)
    implements EncoderConfig {

  /// @param planes channels of the stage
  /// @param blocks inverted residuals
  /// @param stride of its first block: 2 halves the picture
  /// @param expansion how much wider a block is inside; 1 = it is not widened
  public record Stage(int planes, int blocks, int stride, int expansion) {
    public Stage {
      if (planes < 1 || blocks < 1 || stride < 1 || expansion < 1) {
        throw new IllegalArgumentException(
            "A stage needs positive planes, blocks, stride and expansion but was given %d, %d, %d and %d."
                .formatted(planes, blocks, stride, expansion));
      }
    }
  }

  public FrameNetConfig {
    stages = List.copyOf(stages);
    if (side < 1 || frames < 1 || stem < 1 || stages.isEmpty()) {
      throw new IllegalArgumentException(
          "Clips need frames and a network stages but were given side=%d, frames=%d, stem=%d and %d stages."
              .formatted(side, frames, stem, stages.size()));
    }
  }

  /// For processors without a GPU: 0.37 million parameters, 5 million multiply-adds for a frame of
  /// 48 pixels.
  public static FrameNetConfig compact(int side, int frames) {
    return new FrameNetConfig(
        side,
        frames,
        16,
        List.of(
            new Stage(24, 1, 2, 1),
            new Stage(48, 2, 2, 4),
            new Stage(96, 2, 2, 4),
            new Stage(128, 2, 1, 4)));
  }

  @Override
  public Shape input() {
    return new Shape(frames, ResNet.CHANNELS, side, side);
  }

  @Override
  public int width() {
    return 2 * stages.getLast().planes();
  }

  @Override
  public Encoder build() {
    return new FrameNet(this);
  }
}
