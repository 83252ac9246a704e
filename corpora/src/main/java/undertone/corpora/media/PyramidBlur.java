package undertone.corpora.media;

/// A picture made coarse: halved and doubled again through the 5-tap binomial [1 4 6 4 1]/16, once
/// or twice. Sides grow to the next multiple of the rate.
///
/// Source: Burt & Adelson 1983, *The Laplacian pyramid*; `pyrDown` and `pyrUp` of OpenCV to the
/// last bit, with the borders these have: mirrored without the edge going down; going up, mirrored
/// so at the start and repeated at the end.
public final class PyramidBlur {
  private static final int CHANNELS = 3;
  private static final int[] KERNEL = {1, 4, 6, 4, 1};

  private final int width;
  private final int height;
  private final int[] values;

  private PyramidBlur(int width, int height, int[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /// Blurs a picture.
  ///
  /// @param rgb `[height,width,3]`
  /// @param rate 1 = leave it as it is, 2 or 4
  public static PyramidBlur of(byte[] rgb, int width, int height, int rate) {
    if (rgb.length != width * height * CHANNELS || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "A picture of %d x %d has %d bytes, not %d."
              .formatted(width, height, width * height * CHANNELS, rgb.length));
    }
    int steps =
        switch (rate) {
          case 1 -> 0;
          case 2 -> 1;
          case 4 -> 2;
          default ->
              throw new IllegalArgumentException("A blur is 1, 2 or 4, not %d.".formatted(rate));
        };
    var values = new int[rgb.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Byte.toUnsignedInt(rgb[i]);
    }
    var picture = new PyramidBlur(width, height, values);
    for (int i = 0; i < steps; i++) {
      picture = picture.halved();
    }
    for (int i = 0; i < steps; i++) {
      picture = picture.doubled();
    }
    return picture;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /// `[height,width,3]`
  public byte[] rgb() {
    var rgb = new byte[values.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) values[i];
    }
    return rgb;
  }

  private int at(int x, int y, int channel) {
    return values[(y * width + x) * CHANNELS + channel];
  }

  private PyramidBlur halved() {
    int w = (width + 1) / 2;
    int h = (height + 1) / 2;
    var half = new int[w * h * CHANNELS];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        for (int c = 0; c < CHANNELS; c++) {
          int sum = 0;
          for (int j = -2; j <= 2; j++) {
            int row = mirrored(2 * y + j, height);
            for (int i = -2; i <= 2; i++) {
              sum += KERNEL[j + 2] * KERNEL[i + 2] * at(mirrored(2 * x + i, width), row, c);
            }
          }
          half[(y * w + x) * CHANNELS + c] = (sum + 128) >> 8;
        }
      }
    }
    return new PyramidBlur(w, h, half);
  }

  private static int mirrored(int place, int size) {
    if (size == 1) {
      return 0;
    }
    int inside = place;
    while (inside < 0 || inside >= size) {
      inside = inside < 0 ? -inside : 2 * (size - 1) - inside;
    }
    return inside;
  }

  private PyramidBlur doubled() {
    int w = 2 * width;
    int h = 2 * height;
    var twice = new int[w * h * CHANNELS];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        for (int c = 0; c < CHANNELS; c++) {
          int sum = 0;
          // Zeros stand between the pixels, so every other tap meets nothing.
          for (int j = y % 2 == 0 ? -2 : -1; j <= 2; j += 2) {
            int row = grown((y + j) / 2, y + j, height);
            for (int i = x % 2 == 0 ? -2 : -1; i <= 2; i += 2) {
              sum += KERNEL[j + 2] * KERNEL[i + 2] * at(grown((x + i) / 2, x + i, width), row, c);
            }
          }
          twice[(y * w + x) * CHANNELS + c] = (sum + 32) >> 6;
        }
      }
    }
    return new PyramidBlur(w, h, twice);
  }

  private static int grown(int pixel, int place, int size) {
    if (place < 0) {
      return size == 1 ? 0 : 1;
    }
    return Math.min(pixel, size - 1);
  }
}
