package undertone.engine.augmentation;

import java.util.SplittableRandom;

/// The fourteen operations of strong views, with the range of their strength.
enum Operation {
  AUTOCONTRAST(0, 1) {
    @Override
    void apply(Picture picture, double strength) {
      picture.autocontrast();
    }
  },
  BRIGHTNESS(0.05, 0.95) {
    @Override
    void apply(Picture picture, double strength) {
      picture.brightness(strength);
    }
  },
  COLOUR(0.05, 0.95) {
    @Override
    void apply(Picture picture, double strength) {
      picture.saturation(strength);
    }
  },
  CONTRAST(0.05, 0.95) {
    @Override
    void apply(Picture picture, double strength) {
      picture.contrast(strength);
    }
  },
  EQUALISE(0, 1) {
    @Override
    void apply(Picture picture, double strength) {
      picture.equalise();
    }
  },
  IDENTITY(0, 1) {
    @Override
    void apply(Picture picture, double strength) {}
  },
  /// Bits that stay; 8, the end of the range, is never drawn.
  POSTERISE(4, 8) {
    @Override
    void apply(Picture picture, double strength) {
      picture.posterise((int) strength);
    }
  },
  /// Degrees.
  ROTATE(-30, 30) {
    @Override
    void apply(Picture picture, double strength) {
      picture.rotate(strength);
    }
  },
  SHARPNESS(0.05, 0.95) {
    @Override
    void apply(Picture picture, double strength) {
      picture.sharpness(strength);
    }
  },
  SHEAR_X(-0.3, 0.3) {
    @Override
    void apply(Picture picture, double strength) {
      picture.affine(1, strength, 0, 0, 1, 0);
    }
  },
  SHEAR_Y(-0.3, 0.3) {
    @Override
    void apply(Picture picture, double strength) {
      picture.affine(1, 0, 0, strength, 1, 0);
    }
  },
  /// The value from which brightness is turned round.
  SOLARISE(0, 256) {
    @Override
    void apply(Picture picture, double strength) {
      picture.solarise(strength);
    }
  },
  /// Share of the width.
  TRANSLATE_X(-0.3, 0.3) {
    @Override
    void apply(Picture picture, double strength) {
      picture.affine(1, 0, strength * picture.side(), 0, 1, 0);
    }
  },
  TRANSLATE_Y(-0.3, 0.3) {
    @Override
    void apply(Picture picture, double strength) {
      picture.affine(1, 0, 0, 0, 1, strength * picture.side());
    }
  };

  private final double least;
  private final double most;

  Operation(double least, double most) {
    this.least = least;
    this.most = most;
  }

  abstract void apply(Picture picture, double strength);

  double strength(SplittableRandom random) {
    return random.nextDouble(least, most);
  }
}
