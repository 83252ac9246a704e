package undertone.engine.frames;

import java.util.Arrays;

/// Takes the jitter from numbers of frames. At the ends, where neighbours are missing, the others
/// count for them.
final class Smoothing {
  private Smoothing() {}

  /// The weighted mean over neighbours.
  ///
  /// @param taps weights, an odd number of them; the one in the middle is of the frame itself
  static double[] by(double[] values, double... taps) {
    int reach = taps.length / 2;
    var smooth = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      double sum = 0;
      double weight = 0;
      for (int i = Math.max(0, t - reach); i <= Math.min(values.length - 1, t + reach); i++) {
        sum += taps[i - t + reach] * values[i];
        weight += taps[i - t + reach];
      }
      smooth[t] = sum / weight;
    }
    return smooth;
  }

  /// The mean over neighbours.
  ///
  /// @param wide so many on either side; 0 leaves everything as it is
  static double[] over(double[] values, int wide) {
    var taps = new double[2 * wide + 1];
    Arrays.fill(taps, 1);
    return by(values, taps);
  }
}
