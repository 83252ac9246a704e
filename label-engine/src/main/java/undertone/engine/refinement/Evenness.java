package undertone.engine.refinement;

/// Features at the scale that ridges and cosines expect.
final class Evenness {
  private Evenness() {}

  /// Spread 1 over all features together, which keep their proportions.
  static float[][] scaled(float[][] rows) {
    double squares = 0;
    for (var row : rows) {
      squares += squared(row) / row.length / rows.length;
    }
    double scale = 1 / Math.sqrt(Math.max(squares, 1e-12));
    var scaled = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      scaled[i] = times(rows[i], scale);
    }
    return scaled;
  }

  /// Rows of length 1.
  static float[][] unit(float[][] rows) {
    var unit = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      unit[i] = times(rows[i], 1 / Math.sqrt(Math.max(squared(rows[i]), 1e-12)));
    }
    return unit;
  }

  private static double squared(float[] row) {
    double squares = 0;
    for (float value : row) {
      squares += (double) value * value;
    }
    return squares;
  }

  private static float[] times(float[] row, double scale) {
    var scaled = new float[row.length];
    for (int j = 0; j < row.length; j++) {
      scaled[j] = (float) (scale * row[j]);
    }
    return scaled;
  }
}
