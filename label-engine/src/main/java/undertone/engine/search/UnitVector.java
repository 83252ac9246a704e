package undertone.engine.search;

import java.util.Arrays;
import java.util.Optional;
import org.apache.lucene.util.VectorUtil;
import undertone.corpora.InvalidValueException;

/// A vector of length one, so that a dot product is a cosine.
public final class UnitVector {
  private static final double TOLERANCE = 1e-3;

  private final float[] numbers;

  private UnitVector(float[] numbers) {
    this.numbers = numbers;
  }

  /// Takes a vector as a model gave it.
  ///
  /// @throws InvalidValueException if its length is not 1 ± 0.001
  public static UnitVector of(float[] numbers) {
    double length = length(numbers);
    if (!(Math.abs(length - 1) <= TOLERANCE)) {
      throw new InvalidValueException(
          "A vector of length %s cannot be searched by; bring it to length 1 first.", length);
    }
    return new UnitVector(numbers.clone());
  }

  /// Brings a vector to length one.
  ///
  /// @throws InvalidValueException if it has no direction: all zero, or not finite
  public static UnitVector along(float[] numbers) {
    double length = length(numbers);
    if (!(length > 1e-12) || !Double.isFinite(length)) {
      throw new InvalidValueException(
          "A vector of length %s has no direction and cannot be searched by.", length);
    }
    var scaled = new float[numbers.length];
    for (int d = 0; d < scaled.length; d++) {
      scaled[d] = (float) (numbers[d] / length);
    }
    return new UnitVector(scaled);
  }

  /// The direction of a sum; none if it has none.
  static Optional<UnitVector> toward(double[] sum) {
    var numbers = new float[sum.length];
    for (int d = 0; d < numbers.length; d++) {
      numbers[d] = (float) sum[d];
    }
    return length(numbers) > 1e-6 ? Optional.of(along(numbers)) : Optional.empty();
  }

  private static double length(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += (double) number * number;
    }
    return Math.sqrt(sum);
  }

  public int dim() {
    return numbers.length;
  }

  /// A copy.
  public float[] numbers() {
    return numbers.clone();
  }

  /// -1..1
  public double cosine(UnitVector other) {
    return VectorUtil.dotProduct(numbers, other.numbers);
  }

  /// The numbers themselves, which nobody may change.
  float[] shared() {
    return numbers;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnitVector vector && Arrays.equals(numbers, vector.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }
}
