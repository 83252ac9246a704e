package undertone.engine.aggregation;

/// Arithmetic on one row of K numbers.
final class Rows {
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

  /// Turns logarithms into shares that sum to 1, in place.
  ///
  /// @return log Σ exp of what was given
  static double softmax(double[] logs) {
    double most = logs[argmax(logs)];
    double sum = 0;
    for (int k = 0; k < logs.length; k++) {
      logs[k] = Math.exp(logs[k] - most);
      sum += logs[k];
    }
    for (int k = 0; k < logs.length; k++) {
      logs[k] /= sum;
    }
    return most + Math.log(sum);
  }

  /// Σ|a − b|.
  static double distance(double[] a, double[] b) {
    double distance = 0;
    for (int k = 0; k < a.length; k++) {
      distance += Math.abs(a[k] - b[k]);
    }
    return distance;
  }

  /// −Σ p log p in nats.
  static double entropy(double[] p) {
    double entropy = 0;
    for (double share : p) {
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    return entropy;
  }
}
