package undertone.engine.features;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What extractors say of clips, as they say it. A clip has nothing of an extractor whose channel
/// it lacks, or whose media cannot be read.
public final class ClipNumbers {
  private final List<String> extractors;
  private final float[][] @Nullable [] found; // [extractor][clip]

  ClipNumbers(List<String> extractors, float[][] @Nullable [] found) {
    this.extractors = List.copyOf(extractors);
    this.found = found;
  }

  /// Ids with versions, such as `facehoglbp-v1`, in the order of their channels.
  public List<String> extractors() {
    return extractors;
  }

  /// Numbers of one clip, not to be changed; null = it has none.
  public float @Nullable [] of(String extractor, int clip) {
    int e = extractors.indexOf(extractor);
    return e < 0 ? null : found[e][clip];
  }
}
