package undertone.engine.refinement;

import undertone.models.EncoderConfig;
import undertone.models.vision.ResNetConfig;

/// What reads the pictures, by the names of plans and of the command line.
public enum PixelEncoder {
  /// 0.6 million parameters, for processors.
  LIGHT {
    @Override
    EncoderConfig of(int side) {
      return ResNetConfig.light(side);
    }
  },
  /// 11.2 million parameters, as published.
  RESNET18 {
    @Override
    EncoderConfig of(int side) {
      return ResNetConfig.resNet18(side);
    }
  };

  abstract EncoderConfig of(int side);
}
