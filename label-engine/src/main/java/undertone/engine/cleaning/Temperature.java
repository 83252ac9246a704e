package undertone.engine.cleaning;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// Makes probabilities as sure as voters are: p^(1/T), renormalised.
public final class Temperature {
  private static final double[] COARSE = {.1, .2, .5, .8, 1, 2, 3, 5, 8};
  private static final int FINE = 4; // steps to each side of the best

  private Temperature() {}

  /// The T under which the vote shares are likeliest: the best of a coarse grid, then of a fine one
  /// around it.
  ///
  /// @param shares of votes `[N,K]`
  /// @param p class probabilities `[N,K]`
  public static double best(double[][] shares, double[][] p) {
    int best = 0;
    var losses = Arrays.stream(COARSE).map(t -> loss(shares, p, t)).toArray();
    for (int i = 1; i < losses.length; i++) {
      best = losses[i] < losses[best] ? i : best;
    }
    double found = COARSE[best];
    double least = Double.POSITIVE_INFINITY;
    for (double t : around(best)) {
      double loss = loss(shares, p, t);
      if (loss < least) {
        least = loss;
        found = t;
      }
    }
    return found;
  }

  /// From the neighbour below to the neighbour above; the highest coarse value itself is left out,
  /// as in the reference.
  private static double[] around(int best) {
    var fine = DoubleStream.builder();
    for (int step = 0; step < FINE && best > 0; step++) {
      fine.add(COARSE[best - 1] + (COARSE[best] - COARSE[best - 1]) * step / FINE);
    }
    for (int step = 0; step <= FINE && best < COARSE.length - 1; step++) {
      fine.add(COARSE[best] + (COARSE[best + 1] - COARSE[best]) * step / FINE);
    }
    return fine.build().toArray();
  }

  private static double loss(double[][] shares, double[][] p, double temperature) {
    double loss = 0;
    for (int i = 0; i < p.length; i++) {
      var scaled = scaled(p[i], temperature);
      for (int k = 0; k < scaled.length; k++) {
        loss -= shares[i][k] * Rows.log(scaled[k]) / p.length;
      }
    }
    return loss;
  }

  /// @param p `[N,K]`
  public static double[][] scaled(double[][] p, double temperature) {
    return Arrays.stream(p).map(row -> scaled(row, temperature)).toArray(double[][]::new);
  }

  private static double[] scaled(double[] row, double temperature) {
    double most = Rows.log(row[Rows.argmax(row)]);
    var scaled =
        Arrays.stream(row).map(p -> Math.exp((Rows.log(p) - most) / temperature)).toArray();
    double sum = Arrays.stream(scaled).sum();
    return Arrays.stream(scaled).map(p -> p / sum).toArray();
  }
}
