package undertone.models.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where a token stands, and which are taken.
public final class Tokens {
  private static final double LONGEST_WAVE = 10_000;

  // Few sizes are at work at once and a table of the largest takes 1.6 MB, but its sines would
  // otherwise be worked out for every batch.
  private static final Map<Shape, float[]> TABLES = new ConcurrentHashMap<>();

  private Tokens() {}

  /// Sines and cosines of a token's place in the order of all, `[N,D]`: at even j the sine of n /
  /// 10000^(j/D), at odd j the cosine of the same angle. They are never stored with weights.
  ///
  /// Source: Vaswani et al. 2017, sec. 3.5.
  public static NDArray positions(NDManager manager, int tokens, int width) {
    var table = TABLES.computeIfAbsent(new Shape(tokens, width), _ -> table(tokens, width));
    return manager.create(table, new Shape(tokens, width));
  }

  private static float[] table(int tokens, int width) {
    var table = new float[tokens * width];
    for (int n = 0; n < tokens; n++) {
      for (int j = 0; j < width; j++) {
        double angle = n / Math.pow(LONGEST_WAVE, (j - j % 2) / (double) width);
        table[n * width + j] = (float) (j % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return table;
  }

  /// Some tokens of each clip.
  ///
  /// @param tokens `[B,N,D]`
  /// @param places whole numbers `[B,n]`
  /// @return `[B,n,D]`
  public static NDArray pick(NDArray tokens, NDArray places) {
    var chosen = places.getShape().add(tokens.getShape().get(2));
    return tokens.gather(places.expandDims(2).broadcast(chosen), 1);
  }

  /// The rows of [#positions] at some places.
  ///
  /// @param places whole numbers `[B,n]`, below `tokens`
  /// @return `[B,n,width]`
  public static NDArray positions(NDArray places, int tokens, int width) {
    long clips = places.getShape().get(0);
    var table = positions(places.getManager(), tokens, width).expandDims(0);
    return pick(table.broadcast(new Shape(clips, tokens, width)), places);
  }
}
