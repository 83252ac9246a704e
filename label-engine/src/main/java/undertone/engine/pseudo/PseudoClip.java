package undertone.engine.pseudo;

import org.jspecify.annotations.Nullable;

/// One clip of a run.
///
/// @param id unique among the clips of a run
/// @param group clips of one group are never in different folds: a speaker, a conversation
/// @param label what it is trusted to be; null = nobody knows
/// @param teaches whether it takes part in learning; else it is only judged
public record PseudoClip(String id, String group, @Nullable String label, boolean teaches) {

  /// A clip whose label is trusted.
  public static PseudoClip labelled(String id, String group, String label) {
    return new PseudoClip(id, group, label, true);
  }

  /// A clip of the pool.
  public static PseudoClip unlabelled(String id, String group) {
    return new PseudoClip(id, group, null, true);
  }

  /// A clip that nothing is learned from, not even how clips lie.
  public static PseudoClip aside(String id, String group) {
    return new PseudoClip(id, group, null, false);
  }
}
