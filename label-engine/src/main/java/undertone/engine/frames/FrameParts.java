package undertone.engine.frames;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import undertone.engine.recognition.ThreeParts;

/// Lessons in three parts, of a group either all or none. Those without a label go where their
/// group is, and teach if it is nowhere.
///
/// @param teaching lessons that teach
/// @param choosing that choose the best epoch
/// @param heldOut that figures are of
/// @param note what to know of the parts; empty = nothing
record FrameParts<T>(List<T> teaching, List<T> choosing, List<T> heldOut, String note) {
  /// @param heldOut share of the labelled clips that is held out
  /// @param choosing share of the others that chooses
  /// @param lesson of a clip
  static <T> FrameParts<T> of(
      double heldOut, double choosing, long seed, List<T> clips, Function<T, FrameLesson> lesson) {
    var labelled = clips.stream().filter(clip -> lesson.apply(clip).labelled()).toList();
    var parts =
        ThreeParts.of(labelled, clip -> lesson.apply(clip).group(), heldOut, choosing, seed);
    var teach = new ArrayList<>(parts.teaching());
    var choose = new ArrayList<>(parts.choosing());
    var held = new ArrayList<>(parts.heldOut());
    var ofTeaching = new HashSet<>(groups(teach, lesson));
    var ofChoosing = alone(groups(choose, lesson), ofTeaching);
    ofTeaching.addAll(ofChoosing);
    var ofHeldOut = alone(groups(held, lesson), ofTeaching);
    for (var clip : clips) {
      if (!lesson.apply(clip).labelled()) {
        var group = lesson.apply(clip).group();
        (ofHeldOut.contains(group) ? held : ofChoosing.contains(group) ? choose : teach).add(clip);
      }
    }
    return new FrameParts<>(teach, choose, held, parts.note());
  }

  private static <T> List<String> groups(List<T> clips, Function<T, FrameLesson> lesson) {
    return clips.stream().map(clip -> lesson.apply(clip).group()).toList();
  }

  private static Set<String> alone(List<String> some, Set<String> others) {
    var groups = new HashSet<>(some);
    groups.removeAll(others);
    return groups;
  }

  /// The same clips as something else.
  <R> FrameParts<R> as(Function<T, R> other) {
    return new FrameParts<>(
        teaching.stream().map(other).toList(),
        choosing.stream().map(other).toList(),
        heldOut.stream().map(other).toList(),
        note);
  }
}
