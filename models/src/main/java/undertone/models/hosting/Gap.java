package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/// How far our numbers are from others'.
///
/// @param maxAbsDiff largest difference
/// @param maxRelDiff the same, as a share of the largest of their numbers; below 0.001 that counts
///   as 0.001, since what is rounding noise there is not ours to meet
public record Gap(double maxAbsDiff, double maxRelDiff) {
  private static final double LEAST = 1e-3;

  static Gap between(NDArray ours, NDArray theirs) {
    if (ours.size() != theirs.size()) {
      return new Gap(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    return between(doubles(ours), doubles(theirs));
  }

  static Gap between(double ours, double theirs) {
    return between(new double[] {ours}, new double[] {theirs});
  }

  private static Gap between(double[] ours, double[] theirs) {
    double difference = 0;
    double largest = LEAST;
    for (int i = 0; i < ours.length; i++) {
      difference = Math.max(difference, Math.abs(ours[i] - theirs[i])); // NaN stays
      largest = Math.max(largest, Math.abs(theirs[i]));
    }
    return new Gap(difference, difference / largest);
  }

  private static double[] doubles(NDArray array) {
    return array.toType(DataType.FLOAT64, false).toDoubleArray();
  }
}
