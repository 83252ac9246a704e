package undertone.engine.recognition;

import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.HostedNetwork;

/// What a training teaches.
public enum Stage {
  /// to fill gaps, from clips without labels
  PRE_TRAINING,
  /// to tell classes apart
  FINE_TUNING,
  /// to rate how whole clips feel
  RATING;

  static Stage of(HostedNetwork network) {
    return switch (network) {
      case HostedAutoencoder _ -> PRE_TRAINING;
      case HostedClassifier _ -> FINE_TUNING;
    };
  }
}
