package undertone.engine.features;

import java.util.SplittableRandom;
import undertone.corpora.media.Frame;

/// Pictures that no camera took.
final class Pictures {
  private Pictures() {}

  /// Smooth blobs of light and shade.
  static GreyImage clouds(int width, int height, long seed) {
    var random = new SplittableRandom(seed);
    var light = new float[width * height];
    for (int blob = 0; blob < 40; blob++) {
      double x = random.nextDouble(width);
      double y = random.nextDouble(height);
      double size = random.nextDouble(3, 15);
      double level = random.nextDouble(-80, 80);
      for (int i = 0; i < light.length; i++) {
        int row = i / width;
        double dx = i % width + 0.5 - x;
        double dy = row + 0.5 - y;
        light[i] += (float) (level * Math.exp(-(dx * dx + dy * dy) / (2 * size * size)));
      }
    }
    for (int i = 0; i < light.length; i++) {
      light[i] = Math.clamp(128 + light[i], 0, 255);
    }
    return new GreyImage(width, height, light);
  }

  static Frame frame(long timeMicros, GreyImage grey) {
    var rgb = new byte[3 * grey.width() * grey.height()];
    var bytes = grey.bytes();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = bytes[i / 3];
    }
    return new Frame(timeMicros, grey.width(), grey.height(), rgb);
  }
}
