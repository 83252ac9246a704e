package undertone.engine.recognition;

import java.util.Map;
import undertone.corpora.track.Measure;

/// How a clip as a whole feels to a model.
public sealed interface Impression {

  /// @param rated -1..1, of what it was taught
  /// @param seconds how long what it looked at or listened to lasts
  record Rates(Map<Measure, Double> rated, double seconds) implements Impression {
    public Rates {
      rated = Map.copyOf(rated);
    }
  }

  /// @param reason in a few words: `no face`, `no sound`
  record CannotSay(String reason) implements Impression {}

  /// @param why its media cannot be read
  record Unreadable(String why) implements Impression {}
}
