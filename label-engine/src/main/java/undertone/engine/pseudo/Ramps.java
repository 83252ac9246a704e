package undertone.engine.pseudo;

/// Numbers that follow the steps of a training.
final class Ramps {
  private Ramps() {}

  /// How much of its past a moving average keeps: little at first, so that it forgets where it
  /// began. `min(1 − 1/(step+1), slowest)`.
  ///
  /// Source: Tarvainen & Valpola 2017, arXiv:1703.01780, appendix B.
  ///
  /// @param step from 0
  static double kept(int step, double slowest) {
    return Math.min(1 - 1.0 / (step + 1), slowest);
  }

  /// `most · exp(−5 (1 − step/over)²)`, then `most`.
  ///
  /// Source: as above.
  static double risen(int step, int over, double most) {
    double left = 1 - Math.min(1, (double) step / over);
    return most * Math.exp(-5 * left * left);
  }

  /// `cos(7π·step / 16·steps)`: falls to a fifth of itself.
  ///
  /// Source: Sohn et al. 2020, arXiv:2001.07685, sec. 2.4.
  static double cosine(int step, int steps) {
    return Math.cos(7 * Math.PI * step / (16.0 * steps));
  }
}
