package undertone.engine.features;

import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Brings vectors of many clips to mean 0 and spread 1 by some of them alone: those that are
/// learned from, so that nothing of the others is known before they are judged.
public final class CommonScale {
  private CommonScale() {}

  /// Vectors on that scale, within ±10. A clip without one has zeros, which is the average clip.
  ///
  /// @param vectors `[N][D]`; null = the clip has none
  /// @param setsScale by place: which clips the scale is fitted on
  /// @return `[N][D]`, numbers that never change left out; where some clips have no vector a last
  ///   column says 1 of those that have. Without columns if none of the fitted clips has one
  public static float[][] of(List<float @Nullable []> vectors, IntPredicate setsScale) {
    var fitted =
        IntStream.range(0, vectors.size())
            .filter(setsScale)
            .mapToObj(vectors::get)
            .filter(Objects::nonNull)
            .toArray(float[][]::new);
    if (fitted.length == 0) {
      return new float[vectors.size()][0];
    }
    var scale = BlockScale.fit(fitted);
    boolean flagged = vectors.stream().anyMatch(Objects::isNull);
    var rows = new float[vectors.size()][scale.dim() + (flagged ? 1 : 0)];
    for (int i = 0; i < rows.length; i++) {
      var vector = vectors.get(i);
      if (vector != null) {
        scale.write(vector, rows[i], 0);
        if (flagged) {
          rows[i][scale.dim()] = 1;
        }
      }
    }
    return rows;
  }

  /// Blocks of columns side by side.
  ///
  /// @param blocks at least one, each with a row for every clip
  public static float[][] beside(List<float[][]> blocks) {
    int width = blocks.stream().mapToInt(block -> block.length == 0 ? 0 : block[0].length).sum();
    var rows = new float[blocks.getFirst().length][width];
    int from = 0;
    for (var block : blocks) {
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(block[i], 0, rows[i], from, block[i].length);
      }
      from += block.length == 0 ? 0 : block[0].length;
    }
    return rows;
  }
}
