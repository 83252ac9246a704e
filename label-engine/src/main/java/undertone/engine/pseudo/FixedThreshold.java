package undertone.engine.pseudo;

import java.util.Arrays;

/// One number for all classes and all times, or one for each class.
///
/// Source: Sohn et al. 2020, *FixMatch*, arXiv:2001.07685, eq. 4.
final class FixedThreshold implements Threshold {
  private final double[] thresholds; // [K]

  FixedThreshold(int classes, double threshold) {
    thresholds = new double[classes];
    Arrays.fill(thresholds, threshold);
  }

  /// @param thresholds `[K]`
  FixedThreshold(double[] thresholds) {
    this.thresholds = thresholds.clone();
  }

  @Override
  public boolean[] pass(int[] items, double[][] weak) {
    return Threshold.reaching(weak, thresholds);
  }

  @Override
  public double[] reached() {
    return thresholds.clone();
  }
}
