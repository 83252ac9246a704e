package undertone.engine.refinement;

/// Softmax regression on soft targets: the plainest look at a clip's features.
///
/// Minimises Σ_i w_i · CE(t_i, softmax(W x_i + b)) + λ/2 ‖W‖².
public final class SoftRegression {
  private static final int ITERATIONS = 60;
  private static final double TOLERANCE = 1e-6;

  private final double[] weights; // [K,C+1], the last column is b
  private final int classes;
  private final int width;

  private SoftRegression(double[] weights, int classes, int width) {
    this.weights = weights;
    this.classes = classes;
    this.width = width;
  }

  /// @param features `[N,C]`, about unit variance
  /// @param rows those to learn from
  /// @param targets distributions over K labels `[N,K]`
  /// @param importance weight of each clip `[N]`
  /// @param ridge λ
  public static SoftRegression fit(
      float[][] features, int[] rows, double[][] targets, double[] importance, double ridge) {
    int classes = targets[rows[0]].length;
    int width = features[0].length;
    var start = new double[classes * (width + 1)];
    var scores = new double[classes];
    var weights =
        Lbfgs.lowest(
            (w, gradient) -> {
              double loss = penalty(w, gradient, classes, width, ridge);
              for (int row : rows) {
                var x = features[row];
                scores(w, x, scores);
                double all = Softmax.logSum(scores);
                for (int c = 0; c < classes; c++) {
                  double log = scores[c] - all;
                  double pull = importance[row] * (Math.exp(log) - targets[row][c]);
                  loss -= importance[row] * targets[row][c] * log;
                  int at = c * (width + 1);
                  for (int j = 0; j < width; j++) {
                    gradient[at + j] += pull * x[j];
                  }
                  gradient[at + width] += pull;
                }
              }
              return loss;
            },
            start,
            ITERATIONS,
            TOLERANCE);
    return new SoftRegression(weights, classes, width);
  }

  private static double penalty(
      double[] w, double[] gradient, int classes, int width, double ridge) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      int at = c * (width + 1);
      for (int j = 0; j < width; j++) {
        gradient[at + j] = ridge * w[at + j];
        sum += w[at + j] * w[at + j];
      }
      gradient[at + width] = 0;
    }
    return ridge / 2 * sum;
  }

  private static void scores(double[] w, float[] x, double[] scores) {
    int at = 0;
    for (int c = 0; c < scores.length; c++) {
      double score = 0;
      for (float value : x) {
        score += w[at++] * value;
      }
      scores[c] = score + w[at++];
    }
  }

  /// W and b `[K·(C+1)]`.
  double[] weights() {
    return weights.clone();
  }

  /// p(label | features) `[K]`.
  public double[] of(float[] x) {
    if (x.length != width) {
      throw new IllegalArgumentException(
          "Bug: %d features were learned and %d are given.".formatted(width, x.length));
    }
    var scores = new double[classes];
    scores(weights, x, scores);
    return Softmax.of(scores);
  }
}
