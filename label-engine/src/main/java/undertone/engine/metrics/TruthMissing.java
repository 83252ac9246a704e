package undertone.engine.metrics;

/// Share of candidate sets that do not hold the truth: the noise of partial labels.
public final class TruthMissing {
  private TruthMissing() {}

  /// Which sets miss it.
  ///
  /// @param sets `[N,K]`
  public static boolean[] each(boolean[][] sets, int[] truths) {
    var missing = new boolean[sets.length];
    for (int i = 0; i < sets.length; i++) {
      missing[i] = !sets[i][truths[i]];
    }
    return missing;
  }

  /// NaN for nothing.
  public static double rate(boolean[][] sets, int[] truths) {
    int missing = 0;
    for (boolean misses : each(sets, truths)) {
      missing += misses ? 1 : 0;
    }
    return sets.length == 0 ? Double.NaN : (double) missing / sets.length;
  }
}
