package undertone.engine.metrics;

/// Share of guesses that are the truth.
public final class Accuracy {
  private Accuracy() {}

  /// NaN for nothing.
  public static double of(int[] guesses, int[] truths) {
    int right = 0;
    for (int i = 0; i < guesses.length; i++) {
      right += guesses[i] == truths[i] ? 1 : 0;
    }
    return guesses.length == 0 ? Double.NaN : (double) right / guesses.length;
  }
}
