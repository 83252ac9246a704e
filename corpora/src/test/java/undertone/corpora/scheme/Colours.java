package undertone.corpora.scheme;

/// How far apart two colours look, also to people who lack one kind of cone.
///
/// Source: Ottosson 2020, *A perceptual color space for image processing* (OKLab); Machado et al.
/// 2009, *A physiologically-based model for simulation of color vision deficiency*, severity 1.
final class Colours {

  private Colours() {}

  /// Linear light, 0..1.
  record Rgb(double r, double g, double b) {
    static Rgb of(String hex) {
      return new Rgb(linear(hex, 1), linear(hex, 3), linear(hex, 5));
    }

    double luminance() {
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }

    private static double linear(String hex, int at) {
      double c = Integer.parseInt(hex, at, at + 2, 16) / 255.0;
      return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
  }

  static Rgb withoutRedCones(Rgb c) {
    return times(
        c, 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
        1.051998);
  }

  static Rgb withoutGreenCones(Rgb c) {
    return times(
        c, 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
        0.968881);
  }

  static Rgb withoutBlueCones(Rgb c) {
    return times(
        c, 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
        0.303900);
  }

  /// Euclidean distance in OKLab.
  static double distance(Rgb one, Rgb other) {
    double[] a = lab(one);
    double[] b = lab(other);
    return Math.sqrt(
        Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
  }

  private static double[] lab(Rgb c) {
    double l = Math.cbrt(0.4122214708 * c.r + 0.5363325363 * c.g + 0.0514459929 * c.b);
    double m = Math.cbrt(0.2119034982 * c.r + 0.6806995451 * c.g + 0.1073969566 * c.b);
    double s = Math.cbrt(0.0883024619 * c.r + 0.2817188376 * c.g + 0.6299787005 * c.b);
    return new double[] {
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    };
  }

  private static Rgb times(Rgb c, double... m) {
    return new Rgb(
        clip(m[0] * c.r + m[1] * c.g + m[2] * c.b),
        clip(m[3] * c.r + m[4] * c.g + m[5] * c.b),
        clip(m[6] * c.r + m[7] * c.g + m[8] * c.b));
  }

  private static double clip(double light) {
    return Math.clamp(light, 0, 1);
  }
}
