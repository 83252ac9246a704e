package undertone.engine.frames;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How well a network of frames follows clips that it did not learn from; what nobody knows there
/// is absent.
///
/// @param expression mean F1 of labels over all frames together, as the challenges have it
/// @param valence CCC over all frames together
/// @param arousal likewise
/// @param units mean F1 of action units, at .5
/// @param each of them
/// @param frames of the held-out clips
public record FrameFigures(
    @Nullable Double expression,
    @Nullable Double valence,
    @Nullable Double arousal,
    @Nullable Double units,
    List<OfUnit> each,
    int frames) {
  public FrameFigures {
    each = List.copyOf(each);
  }

  /// @param unit number of an action unit that is active somewhere
  /// @param f1 of finding it
  /// @param active frames in which it is
  /// @param known frames of which it is known whether it is
  public record OfUnit(int unit, double f1, int active, int known) {}
}
