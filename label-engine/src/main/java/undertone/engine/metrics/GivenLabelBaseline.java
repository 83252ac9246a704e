package undertone.engine.metrics;

/// The simplest rival of any noise score: how often each given label was wrong in the other folds.
/// It reads gold labels, looks at no clip, and is strong where noise sits in a few classes.
public final class GivenLabelBaseline {
  private GivenLabelBaseline() {}

  /// AUROC of "rate of noise under this given label, outside the clip's fold".
  ///
  /// @param given label each clip came with
  /// @param fold of each clip; clips of one fold never score each other
  public static double auroc(int[] given, boolean[] noisy, int[] fold, int classes, int folds) {
    var count = new double[folds][classes];
    var noise = new double[folds][classes];
    for (int i = 0; i < given.length; i++) {
      for (int f = 0; f < folds; f++) {
        if (f != fold[i]) {
          count[f][given[i]]++;
          noise[f][given[i]] += noisy[i] ? 1 : 0;
        }
      }
    }
    var scores = new double[given.length];
    for (int i = 0; i < given.length; i++) {
      double seen = count[fold[i]][given[i]];
      scores[i] = seen == 0 ? 0 : noise[fold[i]][given[i]] / seen;
    }
    return Auroc.of(scores, noisy);
  }
}
