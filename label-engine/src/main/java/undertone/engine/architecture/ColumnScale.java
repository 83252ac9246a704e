package undertone.engine.architecture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/// Brings each column of a series to mean 0 and spread 1 over the clips that are learned from.
///
/// @param columns in order
public record ColumnScale(List<Column> columns) {
  private static final double LEAST = 1e-6;

  /// @param mean of the column
  /// @param spread its standard deviation
  public record Column(double mean, double spread) {}

  public ColumnScale {
    columns = List.copyOf(columns);
  }

  /// Leaves everything as it is.
  static ColumnScale none(int width) {
    return new ColumnScale(Collections.nCopies(width, new Column(0, 1)));
  }

  /// @param series rows of a place, possibly none
  static ColumnScale of(List<Integer> places, int width, IntFunction<float[][]> series) {
    var columns = new ArrayList<Column>();
    for (int d = 0; d < width; d++) {
      double sum = 0;
      double squares = 0;
      long count = 0;
      for (int place : places) {
        for (var row : series.apply(place)) {
          sum += row[d];
          squares += (double) row[d] * row[d];
          count++;
        }
      }
      double mean = count == 0 ? 0 : sum / count;
      double variance = count == 0 ? 1 : Math.max(0, squares / count - mean * mean);
      columns.add(new Column(mean, Math.max(LEAST, Math.sqrt(variance))));
    }
    return new ColumnScale(columns);
  }

  float of(float value, int column) {
    var scale = columns.get(column);
    return (float) ((value - scale.mean) / scale.spread);
  }
}
