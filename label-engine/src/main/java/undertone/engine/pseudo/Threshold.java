package undertone.engine.pseudo;

/// Decides how sure a network must be of a clip before its own label teaches it.
sealed interface Threshold permits FixedThreshold, FlexibleThreshold, FreeThreshold {

  /// Judges one batch, and learns from it.
  ///
  /// @param items rows of the pool `[B]`
  /// @param weak probabilities of their weak views `[B][K]`
  /// @return which of them teach `[B]`
  boolean[] pass(int[] items, double[][] weak);

  /// What each class had to reach in the last batch `[K]`.
  double[] reached();

  /// The most probable class.
  static int best(double[] p) {
    int best = 0;
    for (int c = 1; c < p.length; c++) {
      best = p[c] > p[best] ? c : best;
    }
    return best;
  }

  /// Items whose most probable class reaches its threshold.
  static boolean[] reaching(double[][] weak, double[] thresholds) {
    var pass = new boolean[weak.length];
    for (int i = 0; i < pass.length; i++) {
      int label = best(weak[i]);
      pass[i] = weak[i][label] >= thresholds[label];
    }
    return pass;
  }
}
