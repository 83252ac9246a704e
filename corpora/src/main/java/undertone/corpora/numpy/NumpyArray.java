package undertone.corpora.numpy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An array of any kind that data files hold.
///
/// @param shape empty = a single value
/// @param values in C order: `String`, `Long`, `Double`, `Boolean`; of an array of objects also
///   `List`, `Map`, [NumpyArray], `byte[]` and null
public record NumpyArray(List<Integer> shape, List<@Nullable Object> values) {

  public NumpyArray {
    shape = List.copyOf(shape);
    values = Collections.unmodifiableList(values);
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (size != values.size()) {
      throw new IllegalArgumentException(
          "An array of shape %s has %d values, not %d.".formatted(shape, size, values.size()));
    }
  }

  /// A vector of words.
  public static NumpyArray of(List<String> words) {
    return new NumpyArray(List.of(words.size()), List.copyOf(words));
  }

  /// Rows of numbers, all of one length.
  public static NumpyArray of(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    return new NumpyArray(
        List.of(rows.length, columns),
        IntStream.range(0, rows.length * columns)
            .<@Nullable Object>mapToObj(i -> rows[i / columns][i % columns])
            .toList());
  }

  /// The values of a vector of words.
  ///
  /// @throws UnreadableArrayException if it is none
  public List<String> words() throws UnreadableArrayException {
    if (shape.size() != 1) {
      throw new UnreadableArrayException("should be a vector but has the shape " + shape);
    }
    for (var value : values) {
      if (!(value instanceof String)) {
        throw new UnreadableArrayException("should hold words only but holds " + kind(value));
      }
    }
    return values.stream().map(String.class::cast).toList();
  }

  /// The values of a matrix of numbers `[N,K]`.
  ///
  /// @throws UnreadableArrayException if it is none
  public double[][] rows() throws UnreadableArrayException {
    if (shape.size() != 2) {
      throw new UnreadableArrayException("should be a matrix but has the shape " + shape);
    }
    var rows = new double[shape.getFirst()][shape.getLast()];
    int at = 0;
    for (var row : rows) {
      for (int k = 0; k < row.length; k++) {
        var value = values.get(at++);
        if (!(value instanceof Number number)) {
          throw new UnreadableArrayException("should hold numbers only but holds " + kind(value));
        }
        row[k] = number.doubleValue();
      }
    }
    return rows;
  }

  /// The value of an array without axes.
  ///
  /// @throws UnreadableArrayException if it has some
  public @Nullable Object item() throws UnreadableArrayException {
    if (!shape.isEmpty()) {
      throw new UnreadableArrayException("should be a single value but has the shape " + shape);
    }
    return values.getFirst();
  }

  /// What a value is, for people; never the value itself, which may be huge or hold itself.
  static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case String _ -> "a word";
      case Boolean _ -> "a truth value";
      case Number _ -> "a number";
      case List<?> _ -> "a list";
      case java.util.Map<?, ?> _ -> "a dictionary";
      case NumpyArray _ -> "an array";
      default -> "bytes";
    };
  }
}
