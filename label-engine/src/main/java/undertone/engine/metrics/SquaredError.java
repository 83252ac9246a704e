package undertone.engine.metrics;

/// Mean squared error of numbers.
public final class SquaredError {
  private SquaredError() {}

  /// NaN for nothing.
  public static double of(double[] guesses, double[] truths) {
    double sum = 0;
    for (int i = 0; i < truths.length; i++) {
      double gap = guesses[i] - truths[i];
      sum += gap * gap;
    }
    return truths.length == 0 ? Double.NaN : sum / truths.length;
  }
}
