package undertone.engine.augmentation;

import java.util.SplittableRandom;

/// One way of altering a picture by chance.
public enum Augmentation {
  /// Crop, mirror, other colours, sometimes grey.
  WEAK {
    @Override
    void apply(Picture picture, SplittableRandom random) {
      cropAndMirror(picture, random);
      if (random.nextDouble() < 0.8) {
        jitter(picture, random);
      }
      if (random.nextDouble() < 0.2) {
        picture.grey();
      }
    }
  },
  /// Crop, mirror, three operations at chance strength, a grey patch.
  STRONG {
    @Override
    void apply(Picture picture, SplittableRandom random) {
      cropAndMirror(picture, random);
      for (int i = 0; i < 3; i++) {
        var operation = OPERATIONS[random.nextInt(OPERATIONS.length)];
        operation.apply(picture, operation.strength(random));
      }
      picture.cutout(
          random.nextDouble(0.5),
          random.nextDouble() * picture.side(),
          random.nextDouble() * picture.side());
    }
  },
  /// As it is.
  NONE {
    @Override
    void apply(Picture picture, SplittableRandom random) {}
  };

  private static final Operation[] OPERATIONS = Operation.values();

  abstract void apply(Picture picture, SplittableRandom random);

  /// An upright piece of .2 to 1 of the area and 3:4 to 4:3 in proportion, back at full size;
  /// mirrored every other time.
  private static void cropAndMirror(Picture picture, SplittableRandom random) {
    Piece.any(picture.side(), 0.2, 1, 4.0 / 3, random).ifPresent(picture::crop);
    if (random.nextBoolean()) {
      picture.mirror();
    }
  }

  /// Brightness, contrast, saturation and hue by chance, in chance order.
  private static void jitter(Picture picture, SplittableRandom random) {
    var order = new int[] {0, 1, 2, 3};
    for (int i = 3; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    double brightness = random.nextDouble(0.6, 1.4);
    double contrast = random.nextDouble(0.6, 1.4);
    double saturation = random.nextDouble(0.6, 1.4);
    double hue = random.nextDouble(-0.1, 0.1);
    for (int which : order) {
      switch (which) {
        case 0 -> picture.brightness(brightness);
        case 1 -> picture.contrast(contrast);
        case 2 -> picture.saturation(saturation);
        default -> picture.hue(hue);
      }
    }
  }
}
