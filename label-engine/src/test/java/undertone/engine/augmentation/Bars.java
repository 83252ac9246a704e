package undertone.engine.augmentation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Pictures that networks tell apart by looking.
public final class Bars {
  public static final List<String> KINDS = List.of("across", "upright", "plain");
  public static final int SIDE = 16;

  private Bars() {}

  /// A bar across, a bar upright, or none, at any place and shade, on noise.
  ///
  /// @param kind place among [#KINDS]
  /// @return `[SIDE,SIDE,3]`
  public static byte[] picture(int kind, SplittableRandom random) {
    var pixels = new byte[SIDE * SIDE * 3];
    int at = 4 + random.nextInt(8);
    for (int p = 0; p < SIDE * SIDE; p++) {
      boolean bright =
          switch (kind) {
            case 0 -> Math.abs(p / SIDE - at) < 2;
            case 1 -> Math.abs(p % SIDE - at) < 2;
            default -> false;
          };
      Arrays.fill(pixels, 3 * p, 3 * p + 3, (byte) ((bright ? 190 : 60) + random.nextInt(40)));
    }
    return pixels;
  }
}
