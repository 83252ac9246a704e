package undertone.engine.features;

import java.util.Arrays;

/// Brings one extractor's numbers to mean 0 and spread 1 and leaves out those that never change.
final class BlockScale {
  private static final float FLOOR = 1e-4f; // of a spread; below it a column is a constant
  private static final float BOUND =
      10f; // spreads; keeps one broken clip from outshouting all others

  private final float[] mean; // [D]
  private final int[] kept; // columns that vary
  private final float[] spread; // of the kept ones

  private BlockScale(float[] mean, int[] kept, float[] spread) {
    this.mean = mean;
    this.kept = kept;
    this.spread = spread;
  }

  /// @param sample `[n,D]`, at least one row
  static BlockScale fit(float[][] sample) {
    int dim = sample[0].length;
    var mean = new float[dim];
    var spread = new float[dim];
    var kept = new int[dim];
    int count = 0;
    for (int d = 0; d < dim; d++) {
      double sum = 0;
      for (var row : sample) {
        sum += row[d];
      }
      double centre = sum / sample.length;
      double squares = 0;
      for (var row : sample) {
        squares += (row[d] - centre) * (row[d] - centre);
      }
      mean[d] = (float) centre;
      spread[d] = (float) Math.sqrt(squares / sample.length);
      if (spread[d] >= FLOOR) {
        kept[count++] = d;
      }
    }
    return new BlockScale(mean, Arrays.copyOf(kept, count), spread);
  }

  int dim() {
    return kept.length;
  }

  void write(float[] vector, float[] row, int from) {
    for (int k = 0; k < kept.length; k++) {
      int d = kept[k];
      row[from + k] = Math.clamp((vector[d] - mean[d]) / spread[d], -BOUND, BOUND);
    }
  }
}
