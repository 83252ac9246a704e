package undertone.engine.captions;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Arithmetic on vectors of one space.
public final class Vectors {
  private Vectors() {}

  /// The cosine, where both have length 1.
  public static double dot(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "Vectors of %d and %d numbers belong to different models.".formatted(a.length, b.length));
    }
    double even = 0; // two sums that do not wait for each other: half the time
    double odd = 0;
    int d = 0;
    for (; d + 1 < a.length; d += 2) {
      even += (double) a[d] * b[d];
      odd += (double) a[d + 1] * b[d + 1];
    }
    return d < a.length ? even + odd + (double) a[d] * b[d] : even + odd;
  }

  /// Scaled to length 1; a zero vector stays one.
  static float[] unit(float[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    var unit = new float[vector.length];
    for (int d = 0; d < vector.length && length > 0; d++) {
      unit[d] = (float) (vector[d] / length);
    }
    return unit;
  }

  /// The direction of the mean.
  public static float[] mean(Collection<float[]> vectors) {
    var sum = new float[vectors.iterator().next().length];
    for (var vector : vectors) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vector[d];
      }
    }
    return unit(sum);
  }

  /// Dot products of each query with each item `[Q,N]`.
  public static double[][] scores(float[][] queries, float[][] items) {
    return Arrays.stream(queries)
        .map(query -> Arrays.stream(items).mapToDouble(item -> dot(query, item)).toArray())
        .toArray(double[][]::new);
  }

  /// Cosines of all pairs `[N,N]`.
  static double[][] cosines(float[][] vectors) {
    var units = Arrays.stream(vectors).map(Vectors::unit).toArray(float[][]::new);
    var cosines = new double[units.length][units.length];
    for (int i = 0; i < units.length; i++) {
      for (int j = i; j < units.length; j++) {
        cosines[i][j] = dot(units[i], units[j]);
        cosines[j][i] = cosines[i][j];
      }
    }
    return cosines;
  }

  static float[][] rows(List<float[]> vectors) {
    return vectors.toArray(float[][]::new);
  }
}
