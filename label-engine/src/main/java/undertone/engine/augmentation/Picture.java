package undertone.engine.augmentation;

import java.util.Arrays;

/// One picture under work: bytes `[H,W,3]` that operations alter in place.
final class Picture {
  private static final int CHANNELS = Pictures.CHANNELS;

  /// In the middle between black and white.
  static final byte GREY = 127;

  private final int side;
  private final byte outside; // what is seen where a picture was pushed away
  private byte[] pixels; // [H*W*3]
  private byte[] spare;

  Picture(byte[] pixels, int side) {
    this(pixels, side, (byte) 0);
  }

  /// @param outside brightness of what is seen where a picture was pushed away
  Picture(byte[] pixels, int side, byte outside) {
    this.pixels = pixels;
    this.side = side;
    this.outside = outside;
    spare = new byte[pixels.length];
  }

  int side() {
    return side;
  }

  /// The bytes as they stand.
  byte[] pixels() {
    return pixels;
  }

  private void swap() {
    var kept = pixels;
    pixels = spare;
    spare = kept;
  }

  /// A piece of the picture, stretched to its full size (triangle filter, which also smooths where
  /// a piece had to shrink).
  void crop(Piece piece) {
    var columns = new Taps(piece.left(), piece.width(), side);
    var rows = new Taps(piece.top(), piece.height(), side);
    for (int y = piece.top(); y < piece.top() + piece.height(); y++) {
      for (int x = 0; x < side; x++) {
        columns.sum(pixels, y * side * CHANNELS, CHANNELS, x, spare, (y * side + x) * CHANNELS);
      }
    }
    swap();
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        rows.sum(pixels, x * CHANNELS, side * CHANNELS, y, spare, (y * side + x) * CHANNELS);
      }
    }
    swap();
  }

  /// Which pixels of a line, and how much of each, make each pixel of a longer one.
  private static final class Taps {
    private static final int ONE = 1 << 16;

    private final int[] first; // per output pixel
    private final int[][] weights; // in 65536ths, summing to 1

    Taps(int from, int length, int target) {
      first = new int[target];
      weights = new int[target][];
      double scale = (double) length / target;
      double reach = Math.max(1, scale);
      for (int i = 0; i < target; i++) {
        double centre = (i + 0.5) * scale;
        int begin = Math.max(0, (int) (centre - reach + 0.5));
        int end = Math.min(length, (int) (centre + reach + 0.5));
        var shares = new double[end - begin];
        for (int t = 0; t < shares.length; t++) {
          shares[t] = Math.max(0, 1 - Math.abs((begin + t - centre + 0.5) / reach));
        }
        double sum = Arrays.stream(shares).sum();
        first[i] = from + begin;
        weights[i] = Arrays.stream(shares).mapToInt(s -> (int) Math.rint(s / sum * ONE)).toArray();
      }
    }

    /// @param origin of the line
    /// @param step from one pixel of it to the next
    void sum(byte[] in, int origin, int step, int i, byte[] out, int at) {
      int red = ONE / 2;
      int green = ONE / 2;
      int blue = ONE / 2;
      int from = origin + first[i] * step;
      for (int weight : weights[i]) {
        red += weight * (in[from] & 0xff);
        green += weight * (in[from + 1] & 0xff);
        blue += weight * (in[from + 2] & 0xff);
        from += step;
      }
      out[at] = (byte) Math.min(255, red >> 16);
      out[at + 1] = (byte) Math.min(255, green >> 16);
      out[at + 2] = (byte) Math.min(255, blue >> 16);
    }
  }

  void mirror() {
    for (int y = 0; y < side; y++) {
      int line = y * side * CHANNELS;
      for (int x = 0; x < side; x++) {
        System.arraycopy(
            pixels, line + (side - 1 - x) * CHANNELS, spare, line + x * CHANNELS, CHANNELS);
      }
    }
    swap();
  }

  /// `factor` times as bright; 0 is black, 1 the picture.
  void brightness(double factor) {
    var table = new byte[256];
    for (int value = 0; value < 256; value++) {
      table[value] = blend(0, value, factor);
    }
    look(table);
  }

  /// Towards (below 1) or away from the picture's mean grey.
  void contrast(double factor) {
    long sum = 0;
    for (int at = 0; at < pixels.length; at += CHANNELS) {
      sum += greyAt(at);
    }
    int mean = (int) ((double) sum / (side * side) + 0.5);
    var table = new byte[256];
    for (int value = 0; value < 256; value++) {
      table[value] = blend(mean, value, factor);
    }
    look(table);
  }

  /// Towards (below 1) or away from each pixel's own grey.
  void saturation(double factor) {
    for (int at = 0; at < pixels.length; at += CHANNELS) {
      int grey = greyAt(at);
      for (int c = at; c < at + CHANNELS; c++) {
        pixels[c] = blend(grey, pixels[c] & 0xff, factor);
      }
    }
  }

  /// Turns the colour wheel by a share of it.
  void hue(double share) {
    int turn = (int) (share * 255);
    for (int at = 0; at < pixels.length; at += CHANNELS) {
      turnHue(at, turn);
    }
  }

  // through hue, saturation and value in 8 bits each, as Pillow goes
  private void turnHue(int at, int turn) {
    int red = pixels[at] & 0xff;
    int green = pixels[at + 1] & 0xff;
    int blue = pixels[at + 2] & 0xff;
    int most = Math.max(red, Math.max(green, blue));
    int least = Math.min(red, Math.min(green, blue));
    if (most == least) {
      return;
    }
    float range = most - least;
    float towardsRed = (most - red) / range;
    float towardsGreen = (most - green) / range;
    float towardsBlue = (most - blue) / range;
    float sixths =
        red == most
            ? towardsBlue - towardsGreen
            : green == most ? 2 + towardsRed - towardsBlue : 4 + towardsGreen - towardsRed;
    int hue = (((int) ((sixths / 6 + 1) % 1 * 255)) + turn) & 0xff;
    float saturation = (int) (range / most * 255) / 255f;
    if (saturation == 0) {
      set(at, most, most, most);
      return;
    }
    float sector = hue * 6 / 255f;
    float part = sector - (int) sector;
    int low = Math.round(most * (1 - saturation));
    int falling = Math.round(most * (1 - saturation * part));
    int rising = Math.round(most * (1 - saturation * (1 - part)));
    switch ((int) sector % 6) {
      case 0 -> set(at, most, rising, low);
      case 1 -> set(at, falling, most, low);
      case 2 -> set(at, low, most, rising);
      case 3 -> set(at, low, falling, most);
      case 4 -> set(at, rising, low, most);
      default -> set(at, most, low, falling);
    }
  }

  private void set(int at, int red, int green, int blue) {
    pixels[at] = (byte) red;
    pixels[at + 1] = (byte) green;
    pixels[at + 2] = (byte) blue;
  }

  void grey() {
    for (int at = 0; at < pixels.length; at += CHANNELS) {
      int grey = greyAt(at);
      set(at, grey, grey, grey);
    }
  }

  /// Each channel stretched to 0..255.
  void autocontrast() {
    for (int c = 0; c < CHANNELS; c++) {
      int least = 255;
      int most = 0;
      for (int at = c; at < pixels.length; at += CHANNELS) {
        least = Math.min(least, pixels[at] & 0xff);
        most = Math.max(most, pixels[at] & 0xff);
      }
      if (most > least) {
        double scale = 255.0 / (most - least);
        for (int at = c; at < pixels.length; at += CHANNELS) {
          pixels[at] =
              (byte) Math.clamp((int) ((pixels[at] & 0xff) * scale - least * scale), 0, 255);
        }
      }
    }
  }

  /// Each channel's values spread so that all are about equally frequent.
  void equalise() {
    for (int c = 0; c < CHANNELS; c++) {
      var histogram = new int[256];
      for (int at = c; at < pixels.length; at += CHANNELS) {
        histogram[pixels[at] & 0xff]++;
      }
      int last = 255;
      while (histogram[last] == 0) {
        last--;
      }
      int step = (pixels.length / CHANNELS - histogram[last]) / 255;
      if (step > 0) {
        var table = new byte[256];
        int below = step / 2;
        for (int value = 0; value < 256; value++) {
          table[value] = (byte) Math.min(255, below / step);
          below += histogram[value];
        }
        for (int at = c; at < pixels.length; at += CHANNELS) {
          pixels[at] = table[pixels[at] & 0xff];
        }
      }
    }
  }

  /// Keeps so many of the 8 bits.
  void posterise(int bits) {
    int mask = 0xff << (8 - bits);
    for (int at = 0; at < pixels.length; at++) {
      pixels[at] &= (byte) mask;
    }
  }

  /// Turns values from a threshold on round.
  void solarise(double threshold) {
    var table = new byte[256];
    for (int value = 0; value < 256; value++) {
      table[value] = (byte) (value < threshold ? value : 255 - value);
    }
    look(table);
  }

  /// Adds light to the darker half of the values.
  void lighten(int light) {
    var table = new byte[256];
    for (int value = 0; value < 256; value++) {
      table[value] = (byte) (value < 128 ? Math.min(255, value + light) : value);
    }
    look(table);
  }

  /// Towards (below 1) a smoothed copy; the rim has none and stays.
  void sharpness(double factor) {
    System.arraycopy(pixels, 0, spare, 0, pixels.length);
    int line = side * CHANNELS;
    for (int y = 1; y < side - 1; y++) {
      for (int at = y * line + CHANNELS; at < (y + 1) * line - CHANNELS; at++) {
        int sum = 4 * (pixels[at] & 0xff);
        for (int above = at - line; above <= at + line; above += line) {
          sum +=
              (pixels[above - CHANNELS] & 0xff)
                  + (pixels[above] & 0xff)
                  + (pixels[above + CHANNELS] & 0xff);
        }
        int smooth = (int) (sum / 13.0 + 0.5);
        spare[at] = blend(smooth, pixels[at] & 0xff, factor);
      }
    }
    swap();
  }

  /// Anticlockwise about the centre, by degrees.
  void rotate(double degrees) {
    double angle = -Math.toRadians(degrees);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double centre = side / 2.0;
    affine(
        cos,
        sin,
        centre - cos * centre - sin * centre,
        -sin,
        cos,
        centre + sin * centre - cos * centre);
  }

  /// Each pixel (x,y) becomes the nearest one at (a x + b y + c, d x + e y + f), black or grey
  /// where there is none.
  void affine(double a, double b, double c, double d, double e, double f) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double fromX = a * (x + 0.5) + b * (y + 0.5) + c;
        double fromY = d * (x + 0.5) + e * (y + 0.5) + f;
        int at = (y * side + x) * CHANNELS;
        if (fromX >= 0 && fromX < side && fromY >= 0 && fromY < side) {
          int from = (((int) fromY) * side + (int) fromX) * CHANNELS;
          spare[at] = pixels[from];
          spare[at + 1] = pixels[from + 1];
          spare[at + 2] = pixels[from + 2];
        } else {
          spare[at] = outside;
          spare[at + 1] = outside;
          spare[at + 2] = outside;
        }
      }
    }
    swap();
  }

  /// Greys a square about a point.
  ///
  /// @param share its side as a share of the picture's
  void cutout(double share, double x, double y) {
    double size = share * side;
    int left = (int) Math.max(0, x - size / 2);
    int top = (int) Math.max(0, y - size / 2);
    int right = (int) Math.min(side, left + size); // drawn with its last line, as Pillow does
    int bottom = (int) Math.min(side, top + size);
    for (int row = top; row <= Math.min(bottom, side - 1); row++) {
      Arrays.fill(
          pixels,
          (row * side + left) * CHANNELS,
          (row * side + Math.min(right, side - 1) + 1) * CHANNELS,
          GREY);
    }
  }

  private int greyAt(int at) {
    return ((pixels[at] & 0xff) * 19595
            + (pixels[at + 1] & 0xff) * 38470
            + (pixels[at + 2] & 0xff) * 7471
            + 0x8000)
        >> 16;
  }

  private void look(byte[] table) {
    for (int at = 0; at < pixels.length; at++) {
      pixels[at] = table[pixels[at] & 0xff];
    }
  }

  /// From one value through another and beyond, cut off at 0 and 255.
  private static byte blend(int from, int through, double factor) {
    float value = from + (float) factor * (through - from);
    return (byte) (value <= 0 ? 0 : value >= 255 ? 255 : (int) value);
  }
}
