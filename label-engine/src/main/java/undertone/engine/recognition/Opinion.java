package undertone.engine.recognition;

import java.util.List;

/// What a model says of a clip.
public sealed interface Opinion {

  /// @param probabilities of the classes in their order, of sum 1, calibrated
  record Says(List<Double> probabilities) implements Opinion {
    public Says {
      probabilities = List.copyOf(probabilities);
    }
  }

  /// @param reason in a few words: `no face`, `no sound`
  record CannotSay(String reason) implements Opinion {}

  /// @param why its media cannot be read
  record Unreadable(String why) implements Opinion {}
}
