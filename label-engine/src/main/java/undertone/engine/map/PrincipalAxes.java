package undertone.engine.map;

import java.util.SplittableRandom;

/// The two directions in which vectors differ most, by power iteration.
final class PrincipalAxes {
  private static final int ROUNDS = 40;

  private PrincipalAxes() {}

  /// @param rows `[N,D]`
  /// @return `[N,2]` along the two axes, centred; 0 where nothing differs
  static double[][] coordinates(float[][] rows, SplittableRandom random) {
    int dim = rows[0].length;
    var mean = new double[dim];
    for (var row : rows) {
      add(mean, row, 1.0 / rows.length);
    }
    var coordinates = new double[rows.length][2];
    var first = new double[dim];
    for (int axis = 0; axis < 2; axis++) {
      var direction = new double[dim];
      for (int d = 0; d < dim; d++) {
        direction[d] = random.nextGaussian();
      }
      for (int round = 0; round < ROUNDS; round++) {
        if (axis == 1) {
          subtract(direction, first);
        }
        direction = turned(rows, mean, unit(direction));
      }
      if (axis == 1) {
        subtract(direction, first);
      }
      direction = unit(direction);
      double offset = dot(mean, direction);
      for (int i = 0; i < rows.length; i++) {
        coordinates[i][axis] = dot(rows[i], direction) - offset;
      }
      first = direction;
    }
    return coordinates;
  }

  /// The covariance times a direction, without the covariance.
  private static double[] turned(float[][] rows, double[] mean, double[] direction) {
    var turned = new double[direction.length];
    double offset = dot(mean, direction);
    double sum = 0;
    for (var row : rows) {
      double along = dot(row, direction) - offset;
      add(turned, row, along);
      sum += along;
    }
    for (int d = 0; d < turned.length; d++) {
      turned[d] -= sum * mean[d];
    }
    return turned;
  }

  private static void subtract(double[] direction, double[] other) {
    double overlap = dot(direction, other);
    for (int d = 0; d < direction.length; d++) {
      direction[d] -= overlap * other[d];
    }
  }

  private static double[] unit(double[] direction) {
    double length = Math.sqrt(dot(direction, direction));
    var unit = new double[direction.length];
    for (int d = 0; d < unit.length; d++) {
      unit[d] = length > 1e-12 ? direction[d] / length : 0;
    }
    return unit;
  }

  private static void add(double[] sum, float[] row, double weight) {
    for (int d = 0; d < sum.length; d++) {
      sum[d] += weight * row[d];
    }
  }

  private static double dot(float[] row, double[] direction) {
    double sum = 0;
    for (int d = 0; d < row.length; d++) {
      sum += row[d] * direction[d];
    }
    return sum;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int d = 0; d < one.length; d++) {
      sum += one[d] * other[d];
    }
    return sum;
  }
}
