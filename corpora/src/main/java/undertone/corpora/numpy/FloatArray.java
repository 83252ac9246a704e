package undertone.corpora.numpy;

import java.util.List;

/// An array of plain numbers, as features of clips are kept: nothing of it is boxed.
public final class FloatArray {
  private final List<Integer> shape;
  private final float[] values;

  /// @param values in C order, not copied
  public FloatArray(List<Integer> shape, float... values) {
    this.shape = List.copyOf(shape);
    this.values = values;
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "An array of shape %s has %d values, not %d.".formatted(shape, size, values.length));
    }
  }

  /// Sizes of the axes; empty = a single value.
  public List<Integer> shape() {
    return shape;
  }

  /// In C order; whoever asks does not change them.
  public float[] values() {
    return values;
  }
}
