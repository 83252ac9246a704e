package undertone.engine.fusion;

import org.jspecify.annotations.Nullable;

/// One clip of a run.
///
/// @param group what folds never cut: a conversation, a speaker, or the clip itself
/// @param label place of its label; −1 = none is known, so nothing is learned from it
/// @param valence as its corpus scales it; null = unknown
/// @param aside whether it takes no part in learning and is answered for by all folds
public record FusionClip(
    String name, String group, int label, @Nullable Double valence, boolean aside) {

  public FusionClip {
    if (label < -1 || (label == -1 && !aside)) {
      throw new IllegalArgumentException(
          "Clip %s has no label to learn from; leave it out or put it aside.".formatted(name));
    }
  }
}
