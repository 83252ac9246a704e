package undertone.engine.metrics;

/// F1 of each class, averaged with the share each has among the truths (WAF). A class that nobody
/// guessed and nothing is weighs nothing; one without a hit counts 0.
public final class WeightedF1 {
  private WeightedF1() {}

  /// NaN for nothing.
  ///
  /// @param classes how many there are
  public static double of(int[] guesses, int[] truths, int classes) {
    var hits = new int[classes];
    var guessed = new int[classes];
    var present = new int[classes];
    for (int i = 0; i < truths.length; i++) {
      guessed[guesses[i]]++;
      present[truths[i]]++;
      hits[truths[i]] += guesses[i] == truths[i] ? 1 : 0;
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      int either = guessed[c] + present[c]; // = 2 TP + FP + FN
      sum += either == 0 ? 0 : present[c] * (2.0 * hits[c] / either);
    }
    return truths.length == 0 ? Double.NaN : sum / truths.length;
  }
}
