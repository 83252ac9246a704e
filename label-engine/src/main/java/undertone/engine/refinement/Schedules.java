package undertone.engine.refinement;

/// Rates that change over a run, and the constants of the κ rule.
final class Schedules {
  /// η while nothing is known of it.
  static final double USUAL_NOISE = 0.15;

  private Schedules() {}

  /// The first epoch that is trained: of a run that goes on from an earlier one the last quarter of
  /// the schedule is left.
  static int firstEpoch(int epochs, boolean goingOn) {
    return goingOn ? epochs - (epochs + 3) / 4 + 1 : 1;
  }

  /// φ of an epoch counted from 1: 0.99 in the first, then from `first` towards `last`.
  static double confidenceMomentum(int epoch, int epochs, double first, double last) {
    return epoch == 1 ? 0.99 : first + (double) (epoch - 1) / epochs * (last - first);
  }

  /// τ of an epoch: from `first` in the epoch that correction starts with to `last` in the last
  /// one.
  static double margin(int epoch, int start, int epochs, double first, double last) {
    return start >= epochs
        ? last
        : first + (double) (epoch - start) / (epochs - start) * (last - first);
  }

  /// κ = q'η / ((1−q')(1−η)) with q' = q + η/(K−1): how much likelier a set is when the truth
  /// stands outside it than when it stands inside.
  static double kappa(double q, double eta, int classes) {
    double mixed = q + eta / (classes - 1);
    return mixed * eta / ((1 - mixed) * (1 - eta));
  }

  /// The chance that the truth stands outside a set, κ·Σ_outside p / (Σ_S p + κ·Σ_outside p), given
  /// calibrated class probabilities; with others it is a score to rank by.
  static double noiseProbability(float[] p, boolean[] set, double kappa) {
    double inside = 0;
    double outside = 0;
    for (int j = 0; j < p.length; j++) {
      if (set[j]) {
        inside += p[j];
      } else {
        outside += p[j];
      }
    }
    double doubted = kappa * outside;
    return doubted + inside == 0 ? 0 : doubted / (inside + doubted);
  }
}
