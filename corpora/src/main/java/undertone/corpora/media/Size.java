package undertone.corpora.media;

/// Width and height of a picture in pixels.
record Size(int width, int height) {

  /// This size, scaled down where its longest side is above a bound.
  Size within(int longestSide) {
    return scaled(Math.min(1, (double) longestSide / Math.max(width, height)));
  }

  /// This size, scaled down where it is higher than a bound.
  Size notHigherThan(int pixels) {
    return scaled(Math.min(1, (double) pixels / height));
  }

  /// The nearest size an H.264 encoder takes: even sides, at least 16.
  Size even() {
    return new Size(Math.max(16, (width + 1) & ~1), Math.max(16, (height + 1) & ~1));
  }

  Size turned(int quarterTurns) {
    return quarterTurns % 2 == 0 ? this : new Size(/* width= */ height, /* height= */ width);
  }

  private Size scaled(double factor) {
    return new Size(
        Math.max(1, (int) Math.round(width * factor)),
        Math.max(1, (int) Math.round(height * factor)));
  }
}
