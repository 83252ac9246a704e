package undertone.engine.refinement;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Nearest clips in embedding space.
public final class Neighbourhood {
  private static final int CHUNK = 256;

  private Neighbourhood() {}

  /// Fills `near` and `cosines` for the asked clips, the clip itself left out.
  static void find(float[][] embeddings, int[] asked, int k, int[][] near, float[][] cosines) {
    find(embeddings, asked, IntStream.range(0, embeddings.length).toArray(), k, near, cosines);
  }

  /// The same for all clips, each among the clips of other folds.
  static void findAcross(float[][] embeddings, int[] fold, int k, int[][] near, float[][] cosines) {
    for (int f = 0; f <= IntStream.of(fold).max().orElse(0); f++) {
      int own = f;
      var asked = IntStream.range(0, fold.length).filter(i -> fold[i] == own).toArray();
      var others = IntStream.range(0, fold.length).filter(i -> fold[i] != own).toArray();
      find(embeddings, asked, others, k, near, cosines);
    }
  }

  /// The same among some clips only.
  public static void find(
      float[][] embeddings, int[] asked, int[] among, int k, int[][] near, float[][] cosines) {
    int n = among.length;
    int d = embeddings[0].length;
    try (var manager = NDManager.newBaseManager();
        var all = manager.create(flat(embeddings, among), new Shape(n, d));
        var turned = all.transpose()) { // [d,N]
      for (int from = 0; from < asked.length; from += CHUNK) {
        var part = Arrays.copyOfRange(asked, from, Math.min(asked.length, from + CHUNK));
        try (var some = manager.create(flat(embeddings, part), new Shape(part.length, d));
            var product = some.matMul(turned)) { // [part,N], members times the cosine
          var values = product.toFloatArray();
          for (int i = 0; i < part.length; i++) {
            int clip = part[i];
            var best = best(values, i * n, among, clip, k);
            near[clip] = IntStream.of(best).map(place -> among[place]).toArray();
            cosines[clip] = new float[best.length];
            for (int r = 0; r < best.length; r++) {
              double length = squared(embeddings[clip]); // of unit vectors: how many they are
              cosines[clip][r] = (float) (values[i * n + best[r]] / length);
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

  /// Places of the highest values, best first; the lower place of equals.
  private static int[] best(float[] values, int from, int[] among, int self, int k) {
    int count = Math.min(k, among.length);
    var best = new int[count];
    int held = 0;
    for (int row = 0; row < among.length; row++) {
      if (among[row] == self) {
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
    return held == count ? best : Arrays.copyOf(best, held);
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
