package undertone.engine.multimodal;

import java.util.BitSet;
import undertone.models.hosting.FeatureModel;
import undertone.models.missing.MissingSimulator;

/// Takes away more of clips than they lack by themselves, so that a model learns for absence.
///
/// @param rate share that goes, 0..1
public record Gaps(MissingSimulator simulator, double rate) {
  /// Takes nothing away.
  public static final Gaps NONE = new Gaps(MissingSimulator.fixed(0, ""), 0);

  /// Of the modalities that a turn has, those that stay; one always does.
  ///
  /// @param had by modality
  public boolean[] turn(String clip, boolean[] had) {
    int there = 0;
    for (boolean has : had) {
      there += has ? 1 : 0;
    }
    if (there == 0 || rate == 0) {
      return had.clone();
    }
    var stays = simulator.cells(clip, there, rate);
    var kept = new boolean[had.length];
    int next = 0;
    for (int m = 0; m < had.length; m++) {
      kept[m] = had[m] && stays[next++];
    }
    return kept;
  }

  /// The steps of one modality that stay.
  BitSet steps(String clip, int modality, int length) {
    var kept = new BitSet();
    if (rate == 0) {
      kept.set(0, length);
      return kept;
    }
    var stays = simulator.steps(clip, FeatureModel.MODALITIES.get(modality), length, rate);
    for (int t = 0; t < length; t++) {
      kept.set(t, stays[t]);
    }
    return kept;
  }
}
