package undertone.engine.pseudo;

import java.util.Arrays;

/// Asks of the pool what the network is sure of on average by now, and of each class its share of
/// that.
///
/// τ ← m·τ + (1−m)·mean max p; p̃ ← m·p̃ + (1−m)·mean p; τ(c) = p̃(c)/max p̃ · τ; all start at 1/K.
/// Thresholds are those that the batch itself has moved. The share h̃ of each class among the
/// labels given follows likewise and serves the fairness term.
///
/// Source: Wang et al. 2023, *FreeMatch*, arXiv:2205.07246, eq. 5–9.
final class FreeThreshold implements Threshold {
  private final double momentum; // m
  private final double[] mean; // p̃ [K]
  private final double[] shares; // h̃ [K]
  private double sure; // τ

  FreeThreshold(int classes, double momentum) {
    this.momentum = momentum;
    mean = new double[classes];
    shares = new double[classes];
    Arrays.fill(mean, 1.0 / classes);
    Arrays.fill(shares, 1.0 / classes);
    sure = 1.0 / classes;
  }

  @Override
  public boolean[] pass(int[] items, double[][] weak) {
    int classes = mean.length;
    double surest = 0;
    var batch = new double[classes];
    var given = new double[classes];
    for (var p : weak) {
      int label = Threshold.best(p);
      surest += p[label] / weak.length;
      given[label] += 1.0 / weak.length;
      for (int c = 0; c < classes; c++) {
        batch[c] += p[c] / weak.length;
      }
    }
    sure = moved(sure, surest);
    for (int c = 0; c < classes; c++) {
      mean[c] = moved(mean[c], batch[c]);
      shares[c] = moved(shares[c], given[c]);
    }
    return Threshold.reaching(weak, reached());
  }

  private double moved(double from, double to) {
    return momentum * from + (1 - momentum) * to;
  }

  @Override
  public double[] reached() {
    double most = Arrays.stream(mean).max().orElseThrow();
    return Arrays.stream(mean).map(p -> p / most * sure).toArray();
  }

  /// τ.
  double sure() {
    return sure;
  }

  /// p̃ `[K]`.
  double[] mean() {
    return mean.clone();
  }

  /// h̃ `[K]`.
  double[] shares() {
    return shares.clone();
  }
}
