package undertone.engine.pseudo;

import java.util.Arrays;

/// Makes a network as sure as it is right: logits are divided by one number.
///
/// Source: Guo et al. 2017, *On calibration of modern neural networks*, arXiv:1706.04599, sec. 4.2.
final class Calibration {
  private static final double COLDEST = .05;
  private static final double HOTTEST = 10;
  private static final double EXACT = 1e-7;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Calibration() {}

  /// The T in .05..10 under which the labels are likeliest, by golden section.
  ///
  /// @param logits of clips that the network did not learn from `[N][K]`
  /// @param labels `[N]`
  static double temperature(double[][] logits, int[] labels) {
    double low = COLDEST;
    double high = HOTTEST;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = surprise(logits, labels, left);
    double atRight = surprise(logits, labels, right);
    while (high - low > EXACT) {
      if (atLeft < atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = surprise(logits, labels, left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = surprise(logits, labels, right);
      }
    }
    return (low + high) / 2;
  }

  /// Mean −log p of the labels at a temperature.
  static double surprise(double[][] logits, int[] labels, double temperature) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= Math.log(Math.max(softmax(logits[i], temperature)[labels[i]], 1e-300));
    }
    return sum / labels.length;
  }

  /// `[K]`
  static double[] softmax(double[] logits, double temperature) {
    double most = Arrays.stream(logits).max().orElseThrow();
    var p = Arrays.stream(logits).map(l -> Math.exp((l - most) / temperature)).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(e -> e / sum).toArray();
  }
}
