package undertone.engine.features;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What extractors say of clips, as they say it. A clip has nothing of an extractor whose channel
/// it lacks, or whose media cannot be read.
public final class ClipNumbers {
  private final List<String> extractors;
  private final float[][] @Nullable [] found; // [extractor][clip]
  private final Map<String, String> unreadable;

  ClipNumbers(
      List<String> extractors, float[][] @Nullable [] found, Map<String, String> unreadable) {
    this.extractors = List.copyOf(extractors);
    this.found = found;
    this.unreadable = Map.copyOf(unreadable);
  }

  /// Ids with versions, such as `facehoglbp-v1`, in the order of their channels.
  public List<String> extractors() {
    return extractors;
  }

  /// Why media could not be read, by clip.
  public Map<String, String> unreadable() {
    return unreadable;
  }

  /// Numbers of one clip, not to be changed; null = it has none.
  public float @Nullable [] of(String extractor, int clip) {
    int e = extractors.indexOf(extractor);
    return e < 0 ? null : found[e][clip];
  }
}
