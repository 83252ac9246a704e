package undertone.engine.pseudo;

import java.util.Arrays;

/// Pulls probabilities of the pool towards the shares that its classes are believed to have: p ←
/// norm(p · π / p̄), where p̄ follows the batches, this one included.
///
/// Source: Berthelot et al. 2020, *ReMixMatch*, arXiv:1911.09785, sec. 3.1.
final class Alignment {
  private final double[] prior; // π [K]
  private final double[] running; // p̄ [K]
  private final double momentum;

  Alignment(double[] prior, double momentum) {
    this.prior = prior.clone();
    this.momentum = momentum;
    running = new double[prior.length];
    Arrays.fill(running, 1.0 / prior.length);
  }

  /// @param p `[B][K]`
  double[][] aligned(double[][] p) {
    for (int c = 0; c < running.length; c++) {
      double mean = 0;
      for (var row : p) {
        mean += row[c] / p.length;
      }
      running[c] = momentum * running[c] + (1 - momentum) * mean;
    }
    return Arrays.stream(p).map(this::aligned).toArray(double[][]::new);
  }

  private double[] aligned(double[] p) {
    var aligned = new double[p.length];
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      aligned[c] = p[c] * prior[c] / Math.max(running[c], 1e-12);
      sum += aligned[c];
    }
    for (int c = 0; c < p.length; c++) {
      aligned[c] /= sum;
    }
    return aligned;
  }

  /// p̄ `[K]`.
  double[] running() {
    return running.clone();
  }
}
