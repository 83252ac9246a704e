package undertone.engine.metrics;

/// Recall averaged over classes (UAR): each class counts alike, however rare. A guess by chance has
/// one over the number of classes.
public final class ClassRecall {
  private ClassRecall() {}

  /// Over the classes that occur among the truths; NaN for nothing.
  ///
  /// @param classes how many there are
  public static double of(int[] guesses, int[] truths, int classes) {
    var right = new int[classes];
    var all = new int[classes];
    for (int i = 0; i < truths.length; i++) {
      all[truths[i]]++;
      right[truths[i]] += guesses[i] == truths[i] ? 1 : 0;
    }
    double sum = 0;
    int seen = 0;
    for (int c = 0; c < classes; c++) {
      if (all[c] > 0) {
        sum += (double) right[c] / all[c];
        seen++;
      }
    }
    return seen == 0 ? Double.NaN : sum / seen;
  }
}
