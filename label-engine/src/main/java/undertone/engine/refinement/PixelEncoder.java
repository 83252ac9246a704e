package undertone.engine.refinement;

import java.util.Arrays;
import java.util.Locale;
import undertone.models.EncoderConfig;
import undertone.models.vision.ResNetConfig;

/// What reads the pictures, by the names of plans and of the command line.
public enum PixelEncoder {
  /// 0.6 million parameters, for processors.
  LIGHT {
    @Override
    public EncoderConfig of(int side) {
      return ResNetConfig.light(side);
    }
  },
  /// 11.2 million parameters, as published.
  RESNET18 {
    @Override
    public EncoderConfig of(int side) {
      return ResNetConfig.resNet18(side);
    }
  };

  /// The network for pictures of a height and width.
  public abstract EncoderConfig of(int side);

  /// As it is typed: `light`.
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException naming the encoders there are
  public static PixelEncoder of(String written) {
    return Arrays.stream(values())
        .filter(encoder -> encoder.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no encoder \"%s\"; choose light or resnet18.".formatted(written)));
  }
}
