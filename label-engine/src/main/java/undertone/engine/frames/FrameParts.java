package undertone.engine.frames;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import undertone.engine.recognition.Split;

/// Lessons in three parts, of a group either all or none. Those without a label go where their
/// group is, and teach if it is nowhere.
///
/// @param teaching lessons that teach
/// @param choosing that choose the best epoch
/// @param heldOut that figures are of
/// @param note what to know of the parts; empty = nothing
record FrameParts(List<Taught> teaching, List<Taught> choosing, List<Taught> heldOut, String note) {
  private static final String NEAR =
      "Groups are few, so the epoch was chosen by clips of one that taught.";

  static FrameParts of(FrameCourse plan, List<Taught> clips) {
    var labelled = clips.stream().filter(clip -> clip.lesson().labelled()).toList();
    var first = Split.of(groups(labelled), plan.heldOut(), plan.seed());
    var others = first.learned().stream().map(labelled::get).toList();
    var second = Split.of(groups(others), plan.choosing(), plan.seed() + 1);
    var teaching = new ArrayList<>(second.learned().stream().map(others::get).toList());
    var choosing = new ArrayList<>(second.heldOut().stream().map(others::get).toList());
    var heldOut = new ArrayList<>(first.heldOut().stream().map(labelled::get).toList());
    var ofTeaching = new HashSet<>(groups(teaching));
    var ofChoosing = alone(choosing, ofTeaching);
    ofTeaching.addAll(ofChoosing);
    var ofHeldOut = alone(heldOut, ofTeaching);
    for (var clip : clips) {
      if (!clip.lesson().labelled()) {
        var group = clip.lesson().group();
        (ofHeldOut.contains(group) ? heldOut : ofChoosing.contains(group) ? choosing : teaching)
            .add(clip);
      }
    }
    var note = first.note().isEmpty() && !second.note().isEmpty() ? NEAR : first.note();
    return new FrameParts(teaching, choosing, heldOut, note);
  }

  private static List<String> groups(List<Taught> clips) {
    return clips.stream().map(clip -> clip.lesson().group()).toList();
  }

  private static Set<String> alone(List<Taught> clips, Set<String> others) {
    var groups = new HashSet<>(groups(clips));
    groups.removeAll(others);
    return groups;
  }
}
