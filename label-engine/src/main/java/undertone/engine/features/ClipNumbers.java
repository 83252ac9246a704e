package undertone.engine.features;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What extractors say of clips, as they say it. A clip has nothing of an extractor whose channel
/// it lacks.
public final class ClipNumbers {
  private final int clips;
  private final List<String> extractors;
  private final Map<String, float[]> found;

  ClipNumbers(int clips, List<String> extractors, Map<String, float[]> found) {
    this.clips = clips;
    this.extractors = List.copyOf(extractors);
    this.found = found;
  }

  static String place(String extractor, int clip) {
    return extractor + ":" + clip;
  }

  public int clips() {
    return clips;
  }

  /// Ids with versions, such as `facehoglbp-v1`, in the order of their channels.
  public List<String> extractors() {
    return extractors;
  }

  /// Numbers of one clip, not to be changed; null = it has none.
  public float @Nullable [] of(String extractor, int clip) {
    return found.get(place(extractor, clip));
  }
}
