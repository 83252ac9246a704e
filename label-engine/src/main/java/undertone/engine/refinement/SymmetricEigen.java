package undertone.engine.refinement;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Eigenvalues and vectors of a small symmetric matrix by Jacobi rotations, largest first.
final class SymmetricEigen {
  private static final int SWEEPS = 60;

  private final double[] values;
  private final double[][] vectors; // rows

  SymmetricEigen(double[][] matrix) {
    int n = matrix.length;
    var a = new double[n][];
    var v = new double[n][n]; // rows are eigenvectors
    double scale = 0;
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
      v[i][i] = 1;
      scale += a[i][i] * a[i][i];
    }
    for (int sweep = 0; sweep < SWEEPS && offDiagonal(a) > 1e-22 * scale; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    var order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]))
            .mapToInt(Integer::intValue)
            .toArray();
    values = IntStream.of(order).mapToDouble(i -> a[i][i]).toArray();
    vectors = IntStream.of(order).mapToObj(i -> v[i]).toArray(double[][]::new);
  }

  double value(int index) {
    return values[index];
  }

  double[] vector(int index) {
    return vectors[index];
  }

  private static double offDiagonal(double[][] a) {
    double sum = 0;
    for (int p = 0; p < a.length; p++) {
      for (int q = p + 1; q < a.length; q++) {
        sum += a[p][q] * a[p][q];
      }
    }
    return sum;
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double sign = theta < 0 ? -1 : 1;
    double t = sign / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int i = 0; i < a.length; i++) {
      double ip = a[i][p];
      double iq = a[i][q];
      a[i][p] = c * ip - s * iq;
      a[i][q] = s * ip + c * iq;
    }
    for (int i = 0; i < a.length; i++) {
      double pi = a[p][i];
      double qi = a[q][i];
      a[p][i] = c * pi - s * qi;
      a[q][i] = s * pi + c * qi;
      double vp = v[p][i];
      double vq = v[q][i];
      v[p][i] = c * vp - s * vq;
      v[q][i] = s * vp + c * vq;
    }
  }
}
