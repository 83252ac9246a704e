package undertone.engine.refinement;

/// Declares a clip noisy when a label outside its set leads in every view, and always the same one.
///
/// Source: IRNet, sec. 3.2; the margin is written as δ = τ·(K−1+e), which means the same whatever
/// the number of classes: scores are a softmax of cosines, whose denominator is about K−1+e.
final class Detection {
  /// No label: the clip is not declared noisy.
  static final int NONE = -1;

  private Detection() {}

  /// τ of a margin δ.
  static double threshold(double delta, int classes) {
    return delta / (classes - 1 + Math.E);
  }

  /// By margin: best outside > best inside + τ in all views.
  ///
  /// @param views scores per view `[views][K]`
  /// @param set the candidate set `[K]`
  /// @param thresholds τ for a move to each label `[K]`
  /// @return the missing label, or [#NONE]
  static int byMargin(float[][] views, boolean[] set, double[] thresholds) {
    int agreed = NONE;
    for (var scores : views) {
      int outside = bestWhere(scores, set, false);
      int inside = bestWhere(scores, set, true);
      if (outside < 0 || inside < 0) {
        return NONE;
      }
      boolean leads = scores[outside] > scores[inside] + thresholds[outside];
      if (!leads || (agreed != NONE && agreed != outside)) {
        return NONE;
      }
      agreed = outside;
    }
    return agreed;
  }

  /// By likelihood ratio of class probabilities: log inside − log outside < log κ in all views.
  static int byRatio(float[][] views, boolean[] set, double kappa) {
    int agreed = NONE;
    for (var p : views) {
      int outside = bestWhere(p, set, false);
      int inside = bestWhere(p, set, true);
      if (outside < 0 || inside < 0) {
        return NONE;
      }
      boolean unlikely = Math.log(p[inside]) - Math.log(p[outside]) < Math.log(kappa);
      if (!unlikely || (agreed != NONE && agreed != outside)) {
        return NONE;
      }
      agreed = outside;
    }
    return agreed;
  }

  /// The best-scored label in the set, or outside it; -1 if there is none.
  static int bestWhere(float[] scores, boolean[] set, boolean inside) {
    int best = -1;
    for (int j = 0; j < scores.length; j++) {
      if (set[j] == inside && (best < 0 || scores[j] > scores[best])) {
        best = j;
      }
    }
    return best;
  }
}
