package undertone.engine.refinement;

import java.util.Arrays;

/// Features of clips, `[N,D]`; a NaN means "this clip has no such feature" and counts as average.
public final class FeatureTable {
  private final float[][] rows;
  private final int width;

  private FeatureTable(float[][] rows, int width) {
    this.rows = rows;
    this.width = width;
  }

  /// Takes over the rows without copying: thousands of clips by thousands of features.
  public static FeatureTable of(float[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != width) {
        throw new IllegalArgumentException(
            "Feature row %d has %d numbers, row 0 has %d; all clips need the same extractors."
                .formatted(i, rows[i].length, width));
      }
    }
    return new FeatureTable(rows, width);
  }

  public int rows() {
    return rows.length;
  }

  /// D, numbers per clip.
  public int width() {
    return width;
  }

  public float at(int row, int feature) {
    return rows[row][feature];
  }

  /// A copy of one clip's features `[D]`.
  public float[] row(int row) {
    return Arrays.copyOf(rows[row], width);
  }
}
