package undertone.annotator.bench;

import java.util.List;

/// The value below which a share of measurements lies.
final class Percentile {
  private Percentile() {}

  /// @param share 0..1
  /// @return NaN when nothing was measured
  static double of(List<Double> measured, double share) {
    if (measured.isEmpty()) {
      return Double.NaN;
    }
    var sorted = measured.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
  }
}
