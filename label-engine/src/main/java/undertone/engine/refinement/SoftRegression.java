package undertone.engine.refinement;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

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
    double[] weights;
    try (var lessons = new Lessons(features, rows, targets, importance)) {
      weights =
          Lbfgs.lowest(
              (w, gradient) ->
                  penalty(w, gradient, classes, width, ridge) + lessons.loss(w, gradient),
              new double[classes * (width + 1)],
              ITERATIONS,
              TOLERANCE);
    }
    return new SoftRegression(weights, classes, width);
  }

  /// What is learned from. A table of ninety labels and five hundred features takes 800 million
  /// products a step, so they are PyTorch's; sums are in double, which the line search needs.
  private static final class Lessons implements AutoCloseable {
    private static final int BLOCK = 1024; // clips held in double at once

    private final NDManager manager = NDManager.newBaseManager(Device.cpu());
    private final List<NDArray> blocks = new ArrayList<>(); // [B,C+1] of float, ones last
    private final int[] rows;
    private final double[][] targets; // [N,K]
    private final double[] importance; // [N]
    private final int classes;
    private final int width;

    Lessons(float[][] features, int[] rows, double[][] targets, double[] importance) {
      this.rows = rows;
      this.targets = targets;
      this.importance = importance;
      classes = targets[rows[0]].length;
      width = features[0].length;
      for (int from = 0; from < rows.length; from += BLOCK) {
        int until = Math.min(rows.length, from + BLOCK);
        var flat = new float[(until - from) * (width + 1)];
        for (int i = from; i < until; i++) {
          int at = (i - from) * (width + 1);
          System.arraycopy(features[rows[i]], 0, flat, at, width);
          flat[at + width] = 1;
        }
        blocks.add(manager.create(flat, new Shape(until - from, width + 1)));
      }
    }

    /// Σ w_i · CE_i at these weights.
    ///
    /// @param gradient is added to `[K·(C+1)]`
    double loss(double[] w, double[] gradient) {
      double loss = 0;
      try (var step = manager.newSubManager()) {
        var layer = step.create(w, new Shape(classes, width + 1)); // [K,C+1]
        var sum = step.zeros(layer.getShape(), DataType.FLOAT64); // [K,C+1]
        int from = 0;
        for (var block : blocks) {
          try (var turn = step.newSubManager()) {
            var x = block.toType(DataType.FLOAT64, true); // [B,C+1]
            x.attach(turn);
            var scores = x.matMul(layer.transpose()).toDoubleArray(); // [B,K]
            loss += pulls(scores, from);
            var pull = turn.create(scores, new Shape(x.size(0), classes)); // [B,K]
            sum.addi(pull.transpose().matMul(x));
          }
          from += Math.toIntExact(block.size(0));
        }
        var found = sum.toDoubleArray();
        for (int j = 0; j < found.length; j++) {
          gradient[j] += found[j];
        }
      }
      return loss;
    }

    /// The block's loss; its scores become what they are pulled by, w_i · (p_i − t_i).
    private double pulls(double[] scores, int from) {
      double loss = 0;
      var own = new double[classes];
      for (int at = 0; at < scores.length; at += classes) {
        int row = rows[from + at / classes];
        System.arraycopy(scores, at, own, 0, classes);
        double all = Softmax.logSum(own);
        for (int c = 0; c < classes; c++) {
          double log = own[c] - all;
          scores[at + c] = importance[row] * (Math.exp(log) - targets[row][c]);
          loss -= importance[row] * targets[row][c] * log;
        }
      }
      return loss;
    }

    @Override
    public void close() {
      manager.close();
    }
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
