package undertone.engine.aggregation;

import java.util.Arrays;

/// Gives each row a column of its own so that the costs sum to the least.
final class Assignment {
  private Assignment() {}

  /// Source: Kuhn 1955, *The Hungarian method*, in the O(K³) form with potentials.
  ///
  /// @param cost `[K,K]`
  /// @return the column of each row
  static int[] cheapest(double[][] cost) {
    int n = cost.length;
    var rowPrice = new double[n + 1];
    var columnPrice = new double[n + 1];
    var rowOf = new int[n + 1]; // 1-based; 0 = free
    for (int row = 1; row <= n; row++) {
      var slack = new double[n + 1];
      var from = new int[n + 1];
      var done = new boolean[n + 1];
      Arrays.fill(slack, Double.POSITIVE_INFINITY);
      int column = 0;
      rowOf[0] = row;
      do {
        done[column] = true;
        int next = 0;
        double step = Double.POSITIVE_INFINITY;
        for (int j = 1; j <= n; j++) {
          if (!done[j]) {
            double reduced =
                cost[rowOf[column] - 1][j - 1] - rowPrice[rowOf[column]] - columnPrice[j];
            if (reduced < slack[j]) {
              slack[j] = reduced;
              from[j] = column;
            }
            if (slack[j] < step) {
              step = slack[j];
              next = j;
            }
          }
        }
        for (int j = 0; j <= n; j++) {
          if (done[j]) {
            rowPrice[rowOf[j]] += step;
            columnPrice[j] -= step;
          } else {
            slack[j] -= step;
          }
        }
        column = next;
      } while (rowOf[column] != 0);
      while (column != 0) {
        rowOf[column] = rowOf[from[column]];
        column = from[column];
      }
    }
    var columns = new int[n];
    for (int j = 1; j <= n; j++) {
      columns[rowOf[j] - 1] = j - 1;
    }
    return columns;
  }
}
