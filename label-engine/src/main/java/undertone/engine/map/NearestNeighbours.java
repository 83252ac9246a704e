package undertone.engine.map;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.apache.lucene.util.VectorUtil;
import undertone.engine.search.UnitVector;

/// The nearest of each vector by cosine, compared one by one; of two as near the earlier counts.
final class NearestNeighbours {
  private static final int BLOCK = 64; // rows that stay in the processor's cache together

  final int[][] ids; // [N,K], the nearest first
  final float[][] cosines; // [N,K]

  private NearestNeighbours(int[][] ids, float[][] cosines) {
    this.ids = ids;
    this.cosines = cosines;
  }

  /// @param rows `[N,D]` of length 1, N at least 2
  /// @param most K, at most N-1 of them are there
  static NearestNeighbours of(float[][] rows, int most, DoubleConsumer done) {
    int n = rows.length;
    int k = Math.min(most, n - 1);
    var ids = new int[n][k];
    var cosines = new float[n][k];
    for (int i = 0; i < n; i++) {
      Arrays.fill(cosines[i], Float.NEGATIVE_INFINITY);
    }
    for (int from = 0; from < n; from += BLOCK) {
      int until = Math.min(n, from + BLOCK);
      for (int j = from + 1; j < n; j++) { // each pair once: it is as near seen from either end
        for (int i = from; i < Math.min(until, j); i++) {
          float cosine = VectorUtil.dotProduct(rows[i], rows[j]);
          insert(ids[i], cosines[i], j, cosine);
          insert(ids[j], cosines[j], i, cosine);
        }
      }
      double left = 1 - (double) until / n;
      done.accept(1 - left * left);
    }
    return new NearestNeighbours(ids, cosines);
  }

  private static void insert(int[] ids, float[] cosines, int id, float cosine) {
    int place = ids.length;
    while (place > 0 && cosine > cosines[place - 1]) {
      place--;
    }
    if (place < ids.length) {
      System.arraycopy(ids, place, ids, place + 1, ids.length - place - 1);
      System.arraycopy(cosines, place, cosines, place + 1, ids.length - place - 1);
      ids[place] = id;
      cosines[place] = cosine;
    }
  }

  /// The nearest of one vector among others, the nearest first.
  static int[] to(UnitVector vector, List<UnitVector> others, int most) {
    int k = Math.min(most, others.size());
    var ids = new int[k];
    var cosines = new float[k];
    Arrays.fill(cosines, Float.NEGATIVE_INFINITY);
    for (int j = 0; j < others.size(); j++) {
      insert(ids, cosines, j, (float) vector.cosine(others.get(j)));
    }
    return ids;
  }
}
