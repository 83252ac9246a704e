package undertone.engine.pseudo;

import java.util.Arrays;

/// Asks less of a class the fewer clips of the pool are surely of it.
///
/// T(c) = τ·M(β(c)), M(x) = x/(2−x), β(c) = σ(c) / max(max σ, clips never sure of), where σ(c)
/// counts the clips that were last seen to be surely c. Thresholds are those from before the batch.
///
/// Source: Zhang et al. 2021, *FlexMatch*, arXiv:2110.08263, eq. 5–8, 10, 11.
final class FlexibleThreshold implements Threshold {
  private static final int NEVER = -1;

  private final double sure; // τ
  private final int[] last; // [N] class of each clip when it was last sure
  private final int classes;
  private double[] reached;

  /// @param last class of each clip of the pool when it was last sure, -1 = never `[N]`
  FlexibleThreshold(int[] last, int classes, double sure) {
    this.last = last.clone();
    this.classes = classes;
    this.sure = sure;
    reached = thresholds();
  }

  static FlexibleThreshold fresh(int pool, int classes, double sure) {
    var last = new int[pool];
    Arrays.fill(last, NEVER);
    return new FlexibleThreshold(last, classes, sure);
  }

  @Override
  public boolean[] pass(int[] items, double[][] weak) {
    reached = thresholds();
    var pass = Threshold.reaching(weak, reached);
    for (int i = 0; i < items.length; i++) {
      int label = Threshold.best(weak[i]);
      if (weak[i][label] >= sure) {
        last[items[i]] = label;
      }
    }
    return pass;
  }

  @Override
  public double[] reached() {
    return reached.clone();
  }

  int[] last() {
    return last.clone();
  }

  /// σ `[K]`.
  int[] counts() {
    var counts = new int[classes];
    for (int label : last) {
      if (label != NEVER) {
        counts[label]++;
      }
    }
    return counts;
  }

  /// β `[K]`.
  double[] progress() {
    var counts = counts();
    int never = last.length - Arrays.stream(counts).sum();
    int most = Math.max(1, Math.max(never, Arrays.stream(counts).max().orElse(0)));
    return Arrays.stream(counts).mapToDouble(count -> (double) count / most).toArray();
  }

  /// M: rises slowly at first, so that a class barely begun is not let in on guesses.
  static double mapped(double progress) {
    return progress / (2 - progress);
  }

  private double[] thresholds() {
    return Arrays.stream(progress()).map(progress -> sure * mapped(progress)).toArray();
  }
}
