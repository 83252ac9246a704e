package undertone.engine.features;

import java.util.Arrays;

/// Figures of a series of numbers. Of an empty series all are 0.
final class Distribution {
  private final float[] sorted;
  private final double mean;
  private final double spread;

  private Distribution(float[] sorted, double mean, double spread) {
    this.sorted = sorted;
    this.mean = mean;
    this.spread = spread;
  }

  static Distribution of(float[] series) {
    double sum = 0;
    for (float value : series) {
      sum += value;
    }
    double mean = series.length == 0 ? 0 : sum / series.length;
    double squares = 0;
    for (float value : series) {
      squares += (value - mean) * (value - mean);
    }
    var sorted = series.clone();
    Arrays.sort(sorted);
    return new Distribution(
        sorted, mean, series.length == 0 ? 0 : Math.sqrt(squares / series.length));
  }

  float mean() {
    return (float) mean;
  }

  /// Standard deviation.
  float spread() {
    return (float) spread;
  }

  /// @param share 0..1; between two values the line between them
  float percentile(double share) {
    if (sorted.length == 0) {
      return 0;
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return (float) (sorted[below] + (place - below) * (sorted[above] - sorted[below]));
  }
}
