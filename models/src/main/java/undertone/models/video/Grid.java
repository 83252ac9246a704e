package undertone.models.video;

/// Where tokens lie, in time and in the picture. Their order is slice, then row, then column.
///
/// @param slices in time
/// @param rows from top to bottom
/// @param columns from left to right
public record Grid(int slices, int rows, int columns) {

  public Grid {
    if (Math.min(slices, Math.min(rows, columns)) < 1) {
      throw new IllegalArgumentException(
          "A grid needs slices, rows and columns but was given %d, %d and %d."
              .formatted(slices, rows, columns));
    }
  }

  /// All of them (N).
  public int tokens() {
    return slices * perSlice();
  }

  /// How far apart two tokens lie, squared, in steps.
  long apart(long one, long other) {
    long slices = one / perSlice() - other / perSlice();
    long rows = one % perSlice() / columns - other % perSlice() / columns;
    long across = one % columns - other % columns;
    return slices * slices + rows * rows + across * across;
  }

  /// Those of one moment (S).
  public int perSlice() {
    return rows * columns;
  }
}
