package undertone.engine.augmentation;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// An upright part of a square picture, in pixels.
record Piece(int left, int top, int width, int height) {
  private static final int ATTEMPTS = 10;

  /// One of chance size, proportion and place; empty if none of ten that were drawn fits.
  ///
  /// @param side of the picture
  /// @param least share of its area
  /// @param most share of its area
  /// @param longest how many times as wide as high at most, or as high as wide
  static Optional<Piece> any(
      int side, double least, double most, double longest, RandomGenerator random) {
    double stretch = Math.log(longest);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double area = side * side * random.nextDouble(least, most);
      double aspect = Math.exp(random.nextDouble(-stretch, stretch));
      int width = (int) Math.rint(Math.sqrt(area * aspect));
      int height = (int) Math.rint(Math.sqrt(area / aspect));
      if (width >= 1 && width <= side && height >= 1 && height <= side) {
        int top = random.nextInt(side - height + 1);
        int left = random.nextInt(side - width + 1);
        return Optional.of(new Piece(left, top, width, height));
      }
    }
    return Optional.empty();
  }

  /// The whole of a picture.
  static Piece whole(int side) {
    return new Piece(0, 0, side, side);
  }

  boolean covers(int x, int y) {
    return x >= left && x < left + width && y >= top && y < top + height;
  }
}
