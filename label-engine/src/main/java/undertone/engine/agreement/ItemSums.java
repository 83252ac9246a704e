package undertone.engine.agreement;

import java.util.Arrays;

/// What each item adds to W sums, stored sparsely. Items that add nothing cannot be judged and are
/// left out.
public final class ItemSums {
  private final int width;
  private int[] item = new int[16]; // of each row
  private int[] end = new int[16]; // of each row, exclusive
  private int rows;
  private int[] index = new int[64];
  private double[] value = new double[64];
  private int size;

  ItemSums(int width) {
    this.width = width;
  }

  /// Adds to a sum; items come in ascending order.
  void add(int item, int sum, double number) {
    if (rows == 0 || this.item[rows - 1] != item) {
      if (rows == end.length) {
        this.item = Arrays.copyOf(this.item, 2 * rows);
        end = Arrays.copyOf(end, 2 * rows);
      }
      this.item[rows++] = item;
    }
    if (size == value.length) {
      index = Arrays.copyOf(index, 2 * size);
      value = Arrays.copyOf(value, 2 * size);
    }
    index[size] = sum;
    value[size++] = number;
    end[rows - 1] = size;
  }

  /// How many items count.
  public int rows() {
    return rows;
  }

  /// Which item a row is.
  public int item(int row) {
    return item[row];
  }

  /// Σ over items `[W]`.
  public double[] total() {
    var once = new int[rows];
    Arrays.fill(once, 1);
    return total(once);
  }

  /// Σ over items, each as often as told.
  double[] total(int[] times) {
    var total = new double[width];
    for (int row = 0; row < rows; row++) {
      if (times[row] > 0) {
        addTo(total, row, times[row]);
      }
    }
    return total;
  }

  void addTo(double[] sums, int row, double times) {
    for (int p = row == 0 ? 0 : end[row - 1]; p < end[row]; p++) {
      sums[index[p]] += times * value[p];
    }
  }
}
