package undertone.engine.augmentation;

import java.util.function.Consumer;

/// The fifteen operations of RandAugment, each the stronger the higher its magnitude.
///
/// Source: Cubuk et al. 2020, "RandAugment", in the form in which every operation grows with the
/// magnitude and is turned either way by chance ("increasing"), as `video-mae` is fine-tuned.
enum RandomChange {
  AUTOCONTRAST {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return Picture::autocontrast;
    }
  },
  EQUALISE {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return Picture::equalise;
    }
  },
  INVERT {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return picture -> picture.solarise(0);
    }
  },
  ROTATE {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return picture -> picture.rotate(sign * 30 * magnitude);
    }
  },
  POSTERISE {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      int bits = 4 - (int) (4 * magnitude);
      return picture -> picture.posterise(bits);
    }
  },
  SOLARISE {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      int from = 256 - (int) (256 * magnitude);
      return picture -> picture.solarise(from);
    }
  },
  SOLARISE_ADD {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      int light = (int) (110 * magnitude);
      return picture -> picture.lighten(light);
    }
  },
  COLOUR {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return picture -> picture.saturation(factor(magnitude, sign));
    }
  },
  CONTRAST {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return picture -> picture.contrast(factor(magnitude, sign));
    }
  },
  BRIGHTNESS {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return picture -> picture.brightness(factor(magnitude, sign));
    }
  },
  SHARPNESS {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return picture -> picture.sharpness(factor(magnitude, sign));
    }
  },
  SHEAR_X {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return picture -> picture.affine(1, sign * 0.3 * magnitude, 0, 0, 1, 0);
    }
  },
  SHEAR_Y {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return picture -> picture.affine(1, 0, 0, sign * 0.3 * magnitude, 1, 0);
    }
  },
  TRANSLATE_X {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return picture -> picture.affine(1, 0, sign * FARTHEST * magnitude * picture.side(), 0, 1, 0);
    }
  },
  TRANSLATE_Y {
    @Override
    Consumer<Picture> at(double magnitude, int sign) {
      return picture -> picture.affine(1, 0, 0, 0, 1, sign * FARTHEST * magnitude * picture.side());
    }
  };

  private static final double FARTHEST = 0.45; // share of the side

  /// The operation at a strength.
  ///
  /// @param magnitude 0..1
  /// @param sign -1 or 1, where it can be turned either way
  abstract Consumer<Picture> at(double magnitude, int sign);

  private static double factor(double magnitude, int sign) {
    return 1 + sign * 0.9 * magnitude;
  }
}
