package undertone.engine.metrics;

/// Expected calibration error: how far said probabilities lie from what then happens, over ten
/// equal bins of probability, weighted by how many fall in each.
public final class CalibrationError {
  private static final int BINS = 10;

  private CalibrationError() {}

  /// 0 is perfect; NaN for nothing.
  public static double of(double[] said, boolean[] happened) {
    var sum = new double[BINS];
    var hits = new int[BINS];
    var count = new int[BINS];
    for (int i = 0; i < said.length; i++) {
      int bin = Math.clamp((int) (said[i] * BINS), 0, BINS - 1);
      sum[bin] += said[i];
      hits[bin] += happened[i] ? 1 : 0;
      count[bin]++;
    }
    if (said.length == 0) {
      return Double.NaN;
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(sum[bin] - hits[bin]);
    }
    return error / said.length;
  }
}
