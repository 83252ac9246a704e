package undertone.engine.features;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;

/// How well labels can be told from vectors on people never seen: ridge regression on one column
/// per label, five folds that never cut a group.
final class HeldOut {
  private static final int FOLDS = 5;
  private static final double RIDGE = 0.1; // of the mean of the kernel's diagonal

  private HeldOut() {}

  /// @param x `[N,D]`, standardised
  /// @return share of clips whose label is told right, 0..1
  static double accuracy(float[][] x, List<String> labels, List<String> groups) {
    var classes = new ArrayList<>(new TreeSet<>(labels));
    var kernel = kernel(x);
    var fold = folds(groups);
    int right = 0;
    for (int f = 0; f < FOLDS; f++) {
      var train = new ArrayList<Integer>();
      for (int i = 0; i < x.length; i++) {
        if (fold[i] != f) {
          train.add(i);
        }
      }
      var weights = weights(kernel, train, labels, classes); // [n,K]
      for (int i = 0; i < x.length; i++) {
        if (fold[i] == f && labels.get(i).equals(classes.get(best(kernel[i], train, weights)))) {
          right++;
        }
      }
    }
    return (double) right / x.length;
  }

  private static int best(double[] row, List<Integer> train, double[][] weights) {
    var scores = new double[weights[0].length];
    for (int t = 0; t < train.size(); t++) {
      for (int k = 0; k < scores.length; k++) {
        scores[k] += row[train.get(t)] * weights[t][k];
      }
    }
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }

  // (K + ridge I) W = Y, by Cholesky's decomposition
  private static double[][] weights(
      double[][] kernel, List<Integer> train, List<String> labels, List<String> classes) {
    int n = train.size();
    var lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = kernel[train.get(i)][train.get(j)] + (i == j ? RIDGE : 0);
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    var weights = new double[n][classes.size()];
    for (int c = 0; c < classes.size(); c++) {
      for (int i = 0; i < n; i++) {
        double sum = labels.get(train.get(i)).equals(classes.get(c)) ? 1 : 0;
        for (int k = 0; k < i; k++) {
          sum -= lower[i][k] * weights[k][c];
        }
        weights[i][c] = sum / lower[i][i];
      }
      for (int i = n - 1; i >= 0; i--) {
        double sum = weights[i][c];
        for (int k = i + 1; k < n; k++) {
          sum -= lower[k][i] * weights[k][c];
        }
        weights[i][c] = sum / lower[i][i];
      }
    }
    return weights;
  }

  // Plain products, scaled to a diagonal of 1 on average; the added 1 is a constant column.
  private static double[][] kernel(float[][] x) {
    var kernel = new double[x.length][x.length];
    double diagonal = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j <= i; j++) {
        float sum = 0;
        for (int d = 0; d < x[i].length; d++) {
          sum += x[i][d] * x[j][d];
        }
        kernel[i][j] = sum;
        kernel[j][i] = sum;
      }
      diagonal += kernel[i][i] / x.length;
    }
    for (var row : kernel) {
      for (int j = 0; j < row.length; j++) {
        row[j] = row[j] / diagonal + 1;
      }
    }
    return kernel;
  }

  private static int[] folds(List<String> groups) {
    var known = new HashMap<String, Integer>();
    for (var group : new TreeSet<>(groups)) {
      known.put(group, known.size() % FOLDS);
    }
    return groups.stream().mapToInt(known::get).toArray();
  }
}
