package undertone.engine.recognition;

import java.util.List;
import java.util.Map;
import undertone.corpora.track.Measure;
import undertone.engine.features.ClipSource;

/// A clip of which it is known how it feels as a whole.
///
/// @param rated valence, arousal or both, -1..1
/// @param group clips that belong together, as those of a speaker do: they all teach, all choose,
///   or are all held out
public record RatedLesson(ClipSource clip, Map<Measure, Double> rated, String group) {
  /// What a model can be taught of whole clips, in the order of its outputs.
  public static final List<Measure> DIMENSIONS = List.of(Measure.VALENCE, Measure.AROUSAL);

  public RatedLesson {
    rated = Map.copyOf(rated);
    if (rated.isEmpty() || !DIMENSIONS.containsAll(rated.keySet())) {
      throw new IllegalArgumentException(
          "Clip %s is rated by %s; a whole clip has valence, arousal or both."
              .formatted(clip.clip(), rated.keySet()));
    }
  }
}
