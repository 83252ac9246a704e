package undertone.engine.refinement;

/// Rates that change over a run, and the constants of the κ rule.
final class Schedules {
  private Schedules() {}

  /// φ of an epoch counted from 1: 0.99 in the first, then from `first` towards `last`.
  static double confidenceMomentum(int epoch, int epochs, double first, double last) {
    return epoch == 1 ? 0.99 : first + (double) (epoch - 1) / epochs * (last - first);
  }

  /// κ = q'η / ((1−q')(1−η)) with q' = q + η/(K−1): how much likelier a set is when the truth
  /// stands outside it than when it stands inside.
  static double kappa(double q, double eta, int classes) {
    double mixed = q + eta / (classes - 1);
    return mixed * eta / ((1 - mixed) * (1 - eta));
  }
}
