package undertone.engine.metrics;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Expected calibration error: how far said probabilities lie from what then happens, over ten
/// equal bins of probability, weighted by how many fall in each.
public final class CalibrationError {
  private static final int BINS = 10;

  private CalibrationError() {}

  /// 0 is perfect; NaN for nothing.
  public static double of(double[] said, boolean[] happened) {
    return of(said, happened, BINS);
  }

  /// The same over so many bins.
  public static double of(double[] said, boolean[] happened, int bins) {
    var sum = new double[bins];
    var hits = new int[bins];
    var count = new int[bins];
    for (int i = 0; i < said.length; i++) {
      int bin = Math.clamp((int) (said[i] * bins), 0, bins - 1);
      sum[bin] += said[i];
      hits[bin] += happened[i] ? 1 : 0;
      count[bin]++;
    }
    if (said.length == 0) {
      return Double.NaN;
    }
    double error = 0;
    for (int bin = 0; bin < bins; bin++) {
      error += Math.abs(sum[bin] - hits[bin]);
    }
    return error / said.length;
  }

  /// The same over bins that hold equally many, in the order of what was said: where probabilities
  /// crowd together, bins of equal width would hold next to nothing elsewhere.
  public static double ofEqualMass(double[] said, boolean[] happened, int bins) {
    if (said.length == 0) {
      return Double.NaN;
    }
    var order =
        IntStream.range(0, said.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> said[i]))
            .toList();
    double error = 0;
    for (int bin = 0; bin < bins; bin++) {
      int from = (int) ((long) bin * said.length / bins);
      int to = (int) ((long) (bin + 1) * said.length / bins);
      double gap = 0;
      for (int i : order.subList(from, to)) {
        gap += said[i] - (happened[i] ? 1 : 0);
      }
      error += Math.abs(gap);
    }
    return error / said.length;
  }
}
