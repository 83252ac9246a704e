package undertone.models.vision;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import undertone.models.Encoder;
import undertone.models.EncoderConfig;

/// Sizes of a [ResNet].
///
/// @param side pixels of a picture's height and width
/// @param stages from the first to the last
public record ResNetConfig(int side, List<Stage> stages) implements EncoderConfig {

  /// @param planes channels of the stage
  /// @param blocks residual blocks of two convolutions each
  /// @param stride of its first block: 2 halves the picture
  public record Stage(int planes, int blocks, int stride) {
    public Stage {
      if (planes < 1 || blocks < 1 || stride < 1) {
        throw new IllegalArgumentException(
            "A stage needs positive planes, blocks and stride but was given %d, %d and %d."
                .formatted(planes, blocks, stride));
      }
    }
  }

  public ResNetConfig {
    stages = List.copyOf(stages);
    if (side < 1 || stages.isEmpty()) {
      throw new IllegalArgumentException(
          "A ResNet needs pictures and stages but was given side=%d and %d stages."
              .formatted(side, stages.size()));
    }
  }

  /// The published encoder: ResNet-18 for small pictures, 11.2 million parameters, 512 numbers.
  public static ResNetConfig resNet18(int side) {
    return new ResNetConfig(
        side,
        List.of(
            new Stage(64, 2, 1), new Stage(128, 2, 2), new Stage(256, 2, 2), new Stage(512, 2, 2)));
  }

  /// For processors without a GPU: 0.6 million parameters, 128 numbers, a thirtieth of the work of
  /// ResNet-18.
  public static ResNetConfig light(int side) {
    return new ResNetConfig(
        side, List.of(new Stage(32, 1, 2), new Stage(64, 1, 2), new Stage(128, 2, 2)));
  }

  @Override
  public Shape input() {
    return new Shape(ResNet.CHANNELS, side, side);
  }

  @Override
  public int width() {
    return stages.getLast().planes();
  }

  @Override
  public Encoder build() {
    return new ResNet(this);
  }
}
