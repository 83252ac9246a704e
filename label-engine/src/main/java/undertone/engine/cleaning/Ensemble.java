package undertone.engine.cleaning;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How much each of several models counts in a label's quality.
public enum Ensemble {
  UNIFORM {
    @Override
    public double[] weights(int[] given, double[][][] models) {
      return shares(Arrays.stream(models).mapToDouble(_ -> 1).toArray());
    }
  },
  /// By how often a model says the given label.
  ACCURACY {
    @Override
    public double[] weights(int[] given, double[][][] models) {
      return shares(Arrays.stream(models).mapToDouble(p -> accuracy(given, p)).toArray());
    }
  },
  /// exp(−t · log-loss), with the t under which the weighted mean has the least log-loss.
  LOG_LOSS_SEARCH {
    @Override
    public double[] weights(int[] given, double[][][] models) {
      var losses = Arrays.stream(models).mapToDouble(p -> logLoss(given, p)).toArray();
      double surest = Arrays.stream(losses).min().orElse(0);
      var best = UNIFORM.weights(given, models);
      double least = Double.POSITIVE_INFINITY;
      for (double t : SHARPNESS) {
        var weights = // less the smallest loss, which cancels, so that not all underflow
            shares(Arrays.stream(losses).map(loss -> Math.exp(t * (surest - loss))).toArray());
        double loss = logLoss(given, Rows.mix(models, weights));
        if (loss < least) {
          least = loss;
          best = weights;
        }
      }
      return best;
    }
  };

  private static final double[] SHARPNESS = {1e-4, 1e-3, 1e-2, .1, 1, 10, 100, 200};

  /// @param given `[N]`
  /// @param models class probabilities `[models][N,K]`
  /// @return weights that sum to 1
  public abstract double[] weights(int[] given, double[][][] models);

  /// Weighted mean of the models' scores `[N]`.
  public double[] scores(LabelQuality quality, int[] given, double[][][] models) {
    var weights = weights(given, models);
    var mean = new double[given.length];
    for (int model = 0; model < models.length; model++) {
      var scores = quality.scores(given, models[model]);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weights[model] * scores[i];
      }
    }
    return mean;
  }

  private static double[] shares(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> sum == 0 ? 1.0 / weights.length : w / sum).toArray();
  }

  private static double accuracy(int[] given, double[][] p) {
    return IntStream.range(0, given.length)
        .mapToDouble(i -> Rows.argmax(p[i]) == given[i] ? 1 : 0)
        .average()
        .orElse(0);
  }

  private static double logLoss(int[] given, double[][] p) {
    return -IntStream.range(0, given.length)
        .mapToDouble(i -> Rows.log(p[i][given[i]]))
        .average()
        .orElse(0);
  }
}
