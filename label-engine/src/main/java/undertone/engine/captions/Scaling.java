package undertone.engine.captions;

import java.util.Arrays;

/// Brings numbers to a common size: `(x - mean) / spread` of their channel.
final class Scaling {
  private static final double LEAST = 1e-4;

  private final float[] mean; // [C]
  private final float[] spread; // [C]

  Scaling(float[] mean, float[] spread) {
    this.mean = mean;
    this.spread = spread;
  }

  /// Mean and spread of each channel over some clips.
  static Scaling of(ClipInputs clips, int[] rows, ClipKind kind) {
    int channels = kind.channels();
    var sum = new double[channels];
    var squares = new double[channels];
    for (int row : rows) {
      var values = kind.values(clips, row);
      for (int at = 0; at < values.length; at++) {
        int channel = at / kind.plane() % channels;
        sum[channel] += values[at];
        squares[channel] += (double) values[at] * values[at];
      }
    }
    double n = (double) rows.length * kind.numbers() / channels;
    var mean = new float[channels];
    var spread = new float[channels];
    for (int c = 0; c < channels; c++) {
      mean[c] = (float) (sum[c] / n);
      double variance = squares[c] / n - (sum[c] / n) * (sum[c] / n);
      spread[c] = (float) (variance > LEAST * LEAST ? Math.sqrt(variance) : 1);
    }
    return new Scaling(mean, spread);
  }

  /// The mean of each place and one spread for all: sentence vectors keep their proportions.
  static Scaling centred(float[][] rows) {
    int width = rows[0].length;
    var mean = new float[width];
    for (var row : rows) {
      for (int d = 0; d < width; d++) {
        mean[d] += row[d] / rows.length;
      }
    }
    double squares = 0;
    for (var row : rows) {
      for (int d = 0; d < width; d++) {
        squares += (double) (row[d] - mean[d]) * (row[d] - mean[d]);
      }
    }
    double variance = squares / rows.length / width;
    var spread = new float[width];
    Arrays.fill(spread, (float) (variance > 0 ? Math.sqrt(variance) : 1));
    return new Scaling(mean, spread);
  }

  /// Writes scaled values into an array.
  void write(float[] values, int plane, float[] into, int from) {
    for (int at = 0; at < values.length; at++) {
      int channel = at / plane % mean.length;
      into[from + at] = (values[at] - mean[channel]) / spread[channel];
    }
  }

  float[] mean() {
    return mean;
  }

  float[] spread() {
    return spread;
  }
}
