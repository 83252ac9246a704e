package undertone.engine.cleaning;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Arithmetic on rows of class probabilities.
final class Rows {
  private static final double TINY = 1e-100; // what a logarithm is given instead of 0

  private Rows() {}

  /// The first of the largest.
  static int argmax(double[] row) {
    int best = 0;
    for (int k = 1; k < row.length; k++) {
      if (row[k] > row[best]) {
        best = k;
      }
    }
    return best;
  }

  static double log(double p) {
    return Math.log(Math.max(p, TINY));
  }

  /// Positions, lowest score first; equals keep their order.
  static int[] ascending(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> scores[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /// Mean over models `[N,K]` of `[models][N,K]`, weighted.
  static double[][] mix(double[][][] models, double[] weights) {
    var mixed = new double[models[0].length][models[0].length == 0 ? 0 : models[0][0].length];
    for (int model = 0; model < models.length; model++) {
      for (int i = 0; i < mixed.length; i++) {
        for (int k = 0; k < mixed[i].length; k++) {
          mixed[i][k] += weights[model] * models[model][i][k];
        }
      }
    }
    return mixed;
  }
}
