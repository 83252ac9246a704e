package undertone.engine.features;

/// Brightness of a picture, 0..255, row by row.
final class GreyImage {
  private final int width;
  private final int height;
  private final float[] luma; // [height,width]

  GreyImage(int width, int height, float[] luma) {
    if (luma.length != width * height) {
      throw new IllegalArgumentException(
          "Bug: a picture of %dx%d came with %d pixels.".formatted(width, height, luma.length));
    }
    this.width = width;
    this.height = height;
    this.luma = luma;
  }

  /// Of packed red, green, blue bytes, weighted as in ITU-R BT.601.
  static GreyImage ofRgb(int width, int height, byte[] rgb) {
    if (rgb.length != 3 * width * height) {
      throw new IllegalArgumentException(
          "Bug: a picture of %dx%d came with %d bytes.".formatted(width, height, rgb.length));
    }
    var luma = new float[width * height];
    for (int i = 0; i < luma.length; i++) {
      luma[i] =
          0.299f * Byte.toUnsignedInt(rgb[3 * i])
              + 0.587f * Byte.toUnsignedInt(rgb[3 * i + 1])
              + 0.114f * Byte.toUnsignedInt(rgb[3 * i + 2]);
    }
    return new GreyImage(width, height, luma);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// `[height,width]`, handed out as it is: nobody may write to it.
  float[] pixels() {
    return luma;
  }

  float at(int x, int y) {
    return luma[y * width + x];
  }

  /// Between the pixels, by bilinear interpolation; beyond the border the border goes on. Pixel
  /// centres lie at half numbers, so the picture covers 0..width and 0..height.
  float between(float x, float y) {
    float column = Math.clamp(x - 0.5f, 0, width - 1f);
    float row = Math.clamp(y - 0.5f, 0, height - 1f);
    int left = (int) column;
    int top = (int) row;
    int right = Math.min(left + 1, width - 1);
    int bottom = Math.min(top + 1, height - 1);
    float across = column - left;
    float down = row - top;
    float upper = at(left, top) * (1 - across) + at(right, top) * across;
    float lower = at(left, bottom) * (1 - across) + at(right, bottom) * across;
    return upper * (1 - down) + lower * down;
  }

  /// The square of `side` pixels that a similarity maps out of this picture. Where it shrinks,
  /// several points of the picture are averaged per pixel, so that fine texture does not turn into
  /// false edges.
  GreyImage warp(Similarity toPicture, int side) {
    int points = Math.max(1, (int) Math.ceil(toPicture.scale())); // per pixel and axis
    var out = new float[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        float sum = 0;
        for (int i = 0; i < points; i++) {
          for (int j = 0; j < points; j++) {
            float u = x + (j + 0.5f) / points;
            float v = y + (i + 0.5f) / points;
            sum += between(toPicture.x(u, v), toPicture.y(u, v));
          }
        }
        out[y * side + x] = sum / (points * points);
      }
    }
    return new GreyImage(side, side, out);
  }

  /// A rectangle that lies within this picture.
  GreyImage part(int left, int top, int width, int height) {
    var out = new float[width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(luma, (top + y) * this.width + left, out, y * width, width);
    }
    return new GreyImage(width, height, out);
  }

  /// Left and right exchanged.
  GreyImage mirrored() {
    var out = new float[luma.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[y * width + x] = at(width - 1 - x, y);
      }
    }
    return new GreyImage(width, height, out);
  }

  /// Rounded to bytes, as OpenCV wants them.
  byte[] bytes() {
    var out = new byte[luma.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) Math.clamp(Math.round(luma[i]), 0, 255);
    }
    return out;
  }
}
