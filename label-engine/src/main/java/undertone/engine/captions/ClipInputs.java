package undertone.engine.captions;

import java.util.function.IntFunction;

/// Clips as numbers, each made when it is asked for.
public interface ClipInputs {
  int count();

  /// What the [ClipKind] asks for, in its order; a new array each time.
  float[] values(int row);

  /// Clips whose numbers are made by a function of the row.
  static ClipInputs of(int count, IntFunction<float[]> values) {
    return new ClipInputs() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public float[] values(int row) {
        return values.apply(row);
      }
    };
  }

  /// Clips whose numbers lie in memory.
  static ClipInputs of(float[][] rows) {
    return of(rows.length, row -> rows[row].clone());
  }

  /// Frames kept as bytes, 0 to 255, in the order `[F,3,H,W]`.
  static ClipInputs of(byte[][] rows) {
    return of(
        rows.length,
        row -> {
          var values = new float[rows[row].length];
          for (int at = 0; at < values.length; at++) {
            values[at] = (rows[row][at] & 0xff) / 255f;
          }
          return values;
        });
  }
}
