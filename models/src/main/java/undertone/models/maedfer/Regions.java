package undertone.models.maedfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Comparator;
import undertone.models.video.Grid;
import undertone.models.video.Mask;

/// The boxes of space and time into which a grid of tokens is cut, slices first, then rows, then
/// columns; within one, tokens keep the order of the grid.
///
/// @param grid all tokens
/// @param size of a box; divides the grid
record Regions(Grid grid, Grid size) {

  Regions {
    if (grid.slices() % size.slices() + grid.rows() % size.rows() + grid.columns() % size.columns()
        != 0) {
      throw new IllegalArgumentException(
          "Regions of %s do not fill a grid of %s.".formatted(sizes(size), sizes(grid)));
    }
  }

  private static String sizes(Grid grid) {
    return "%d × %d × %d".formatted(grid.slices(), grid.rows(), grid.columns());
  }

  /// How many there are (M).
  int count() {
    return grid.tokens() / size.tokens();
  }

  /// The region of a token.
  int of(long token) {
    int slice = (int) token / grid.perSlice() / size.slices();
    int row = (int) token % grid.perSlice() / grid.columns() / size.rows();
    int column = (int) token % grid.columns() / size.columns();
    int rows = grid.rows() / size.rows();
    int columns = grid.columns() / size.columns();
    return (slice * rows + row) * columns + column;
  }

  /// Places of the visible tokens, region by region, of each region as many.
  ///
  /// @return `[B,Nv]`
  /// @throws IllegalArgumentException if a mask leaves more of one region than of another
  NDArray inOrder(Mask mask, NDManager manager) {
    int each = mask.visibleTokens() / count();
    var all = new long[mask.clips() * mask.visibleTokens()];
    for (int clip = 0; clip < mask.clips(); clip++) {
      var sorted =
          Arrays.stream(mask.visible(clip))
              .boxed()
              .sorted(Comparator.comparingInt(this::of)) // stable
              .mapToLong(Long::longValue)
              .toArray();
      for (int n = 0; n < sorted.length; n++) {
        if (of(sorted[n]) != n / Math.max(1, each)) {
          throw new IllegalArgumentException(
              "Clip %d of the batch shows more of one region than of another; hide tokens by windows that regions are made of."
                  .formatted(clip));
        }
        all[clip * sorted.length + n] = sorted[n];
      }
    }
    return manager.create(all, new Shape(mask.clips(), mask.visibleTokens()));
  }
}
