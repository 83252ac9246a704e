package undertone.annotator.library.ui;

/// How far colours stand apart.
final class Contrast {

  private static final double TOO_NEAR = 40; // of 765, weighed by the eye's sensitivity

  private Contrast() {}

  /// Ratio of luminances, 1..21 (WCAG 2.2, "contrast ratio").
  ///
  /// @param one `#DB9600`
  static double of(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /// Whether two colours are taken for each other ("redmean" distance in sRGB, Riemersma).
  static boolean near(String one, String other) {
    double red = (channel(one, 0) + channel(other, 0)) / 2.0;
    double r = channel(one, 0) - channel(other, 0);
    double g = channel(one, 1) - channel(other, 1);
    double b = channel(one, 2) - channel(other, 2);
    return Math.sqrt((2 + red / 256) * r * r + 4 * g * g + (2 + (255 - red) / 256) * b * b)
        < TOO_NEAR;
  }

  private static double luminance(String colour) {
    return 0.2126 * linear(channel(colour, 0))
        + 0.7152 * linear(channel(colour, 1))
        + 0.0722 * linear(channel(colour, 2));
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private static int channel(String colour, int place) {
    return Integer.parseInt(colour.substring(1 + 2 * place, 3 + 2 * place), 16);
  }
}
