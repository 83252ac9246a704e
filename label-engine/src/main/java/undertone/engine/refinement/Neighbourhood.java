package undertone.engine.refinement;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Nearest clips in embedding space.
final class Neighbourhood {
  private static final int CHUNK = 256;

  private Neighbourhood() {}

  /// Fills `near` and `cosines` for the asked clips, the clip itself left out.
  static void find(float[][] embeddings, int[] asked, int k, int[][] near, float[][] cosines) {
    int n = embeddings.length;
    int d = embeddings[0].length;
    int count = Math.min(k, n - 1);
    try (var manager = NDManager.newBaseManager();
        var all =
            manager.create(flat(embeddings, IntStream.range(0, n).toArray()), new Shape(n, d));
        var turned = all.transpose()) { // [d,N]
      for (int from = 0; from < asked.length; from += CHUNK) {
        var part = Arrays.copyOfRange(asked, from, Math.min(asked.length, from + CHUNK));
        try (var some = manager.create(flat(embeddings, part), new Shape(part.length, d));
            var product = some.matMul(turned)) { // [part,N], members times the cosine
          var values = product.toFloatArray();
          for (int i = 0; i < part.length; i++) {
            int clip = part[i];
            near[clip] = best(values, i * n, n, clip, count);
            cosines[clip] = new float[count];
            for (int r = 0; r < count; r++) {
              double length = squared(embeddings[clip]); // of unit vectors: how many they are
              cosines[clip][r] = (float) (values[i * n + near[clip][r]] / length);
            }
          }
        }
      }
    }
  }

  private static double squared(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    return Math.max(sum, 1e-12);
  }

  /// Rows of the highest values, best first; the lower row of equals.
  private static int[] best(float[] values, int from, int n, int self, int count) {
    var best = new int[count];
    int held = 0;
    for (int row = 0; row < n; row++) {
      if (row == self) {
        continue;
      }
      int place = held;
      while (place > 0 && values[from + row] > values[from + best[place - 1]]) {
        place--;
      }
      if (place < count) {
        int moved = Math.min(held, count - 1) - place;
        System.arraycopy(best, place, best, place + 1, Math.max(0, moved));
        best[place] = row;
        held = Math.min(count, held + 1);
      }
    }
    return best;
  }

  private static float[] flat(float[][] rows, int[] chosen) {
    int d = rows[0].length;
    var flat = new float[chosen.length * d];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(rows[chosen[i]], 0, flat, i * d, d);
    }
    return flat;
  }
}
