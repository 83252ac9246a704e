package undertone.engine.search;

import java.util.List;

/// A linear map from the vectors of one encoder to those of another, learned from pairs that say
/// the same, such as captions of one clip in two languages.
///
/// Ridge regression on centred vectors, solved over the pairs; the ridge is the one of five with
/// the least squared error when each pair in turn is left out.
public final class SpaceMap {
  private static final double[] RIDGES = {0.01, 0.03, 0.1, 0.3, 1};

  private final float[] meanFrom;
  private final float[] meanTo;
  private final double[][] weights; // [from, to]

  private SpaceMap(float[] meanFrom, float[] meanTo, double[][] weights) {
    this.meanFrom = meanFrom;
    this.meanTo = meanTo;
    this.weights = weights;
  }

  /// Learns from pairs.
  ///
  /// @param from `[N]`, N at least 2
  /// @param to `[N]`, the partner of each
  public static SpaceMap learn(List<UnitVector> from, List<UnitVector> to) {
    int n = from.size();
    if (n < 2 || to.size() != n) {
      throw new IllegalArgumentException(
          "Bug: a map cannot be learned from %d and %d vectors.".formatted(n, to.size()));
    }
    var meanFrom = mean(from);
    var meanTo = mean(to);
    var x = centred(from, meanFrom);
    var y = centred(to, meanTo);
    var kernel = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        kernel[i][j] = dot(x[i], x[j]);
        kernel[j][i] = kernel[i][j];
      }
    }
    double least = Double.POSITIVE_INFINITY;
    var best = new double[n][0];
    for (double ridge : RIDGES) {
      var inverse = inverse(kernel, ridge);
      var alpha = product(inverse, y);
      double error = 0;
      for (int i = 0; i < n; i++) {
        for (double a : alpha[i]) {
          error += a / inverse[i][i] * (a / inverse[i][i]); // of pair i by all the others
        }
      }
      if (error < least) {
        least = error;
        best = alpha;
      }
    }
    return new SpaceMap(meanFrom, meanTo, product(transposed(x), best));
  }

  /// Where a vector of the one lies among those of the other.
  public UnitVector apply(UnitVector vector) {
    var from = vector.shared();
    var to = new float[meanTo.length];
    for (int t = 0; t < to.length; t++) {
      double sum = meanTo[t];
      for (int f = 0; f < from.length; f++) {
        sum += (from[f] - meanFrom[f]) * weights[f][t];
      }
      to[t] = (float) sum;
    }
    return UnitVector.along(to);
  }

  private static float[] mean(List<UnitVector> vectors) {
    var mean = new float[vectors.getFirst().dim()];
    for (var vector : vectors) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += vector.shared()[d] / vectors.size();
      }
    }
    return mean;
  }

  private static double[][] centred(List<UnitVector> vectors, float[] mean) {
    var centred = new double[vectors.size()][mean.length];
    for (int i = 0; i < centred.length; i++) {
      for (int d = 0; d < mean.length; d++) {
        centred[i][d] = vectors.get(i).shared()[d] - mean[d];
      }
    }
    return centred;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int d = 0; d < one.length; d++) {
      sum += one[d] * other[d];
    }
    return sum;
  }

  private static double[][] transposed(double[][] matrix) {
    var turned = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < turned.length; j++) {
        turned[j][i] = matrix[i][j];
      }
    }
    return turned;
  }

  private static double[][] product(double[][] one, double[][] other) {
    var product = new double[one.length][other[0].length];
    for (int i = 0; i < one.length; i++) {
      for (int k = 0; k < other.length; k++) {
        double factor = one[i][k];
        for (int j = 0; j < product[i].length; j++) {
          product[i][j] += factor * other[k][j];
        }
      }
    }
    return product;
  }

  /// Of the kernel with a ridge, by Gauss and Jordan; it is positive definite, so no pivot is zero.
  private static double[][] inverse(double[][] kernel, double ridge) {
    int n = kernel.length;
    var left = new double[n][];
    var right = new double[n][n];
    for (int i = 0; i < n; i++) {
      left[i] = kernel[i].clone();
      left[i][i] += ridge;
      right[i][i] = 1;
    }
    for (int p = 0; p < n; p++) {
      double pivot = left[p][p];
      for (int j = 0; j < n; j++) {
        left[p][j] /= pivot;
        right[p][j] /= pivot;
      }
      for (int i = 0; i < n; i++) {
        double factor = i == p ? 0 : left[i][p];
        if (factor != 0) {
          for (int j = 0; j < n; j++) {
            left[i][j] -= factor * left[p][j];
            right[i][j] -= factor * right[p][j];
          }
        }
      }
    }
    return right;
  }
}
