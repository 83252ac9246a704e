package undertone.engine.frames;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import undertone.engine.recognition.Split;

/// Lessons in three parts, of a group either all or none. Those without a label go where their
/// group is, and teach if it is nowhere.
///
/// @param teaching lessons that teach
/// @param choosing that choose the best epoch
/// @param heldOut that figures are of
/// @param note what to know of the parts; empty = nothing
record FrameParts<T>(List<T> teaching, List<T> choosing, List<T> heldOut, String note) {
  private static final String NEAR =
      "Groups are few, so the epoch was chosen by clips of one that taught.";

  /// @param heldOut share of the labelled clips that is held out
  /// @param choosing share of the others that chooses
  /// @param lesson of a clip
  static <T> FrameParts<T> of(
      double heldOut, double choosing, long seed, List<T> clips, Function<T, FrameLesson> lesson) {
    var labelled = clips.stream().filter(clip -> lesson.apply(clip).labelled()).toList();
    var first = Split.of(groups(labelled, lesson), heldOut, seed);
    var others = first.learned().stream().map(labelled::get).toList();
    var second = Split.of(groups(others, lesson), choosing, seed + 1);
    var teach = new ArrayList<>(second.learned().stream().map(others::get).toList());
    var choose = new ArrayList<>(second.heldOut().stream().map(others::get).toList());
    var held = new ArrayList<>(first.heldOut().stream().map(labelled::get).toList());
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
    var note = first.note().isEmpty() && !second.note().isEmpty() ? NEAR : first.note();
    return new FrameParts<>(teach, choose, held, note);
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
