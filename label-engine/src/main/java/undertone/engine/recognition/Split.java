package undertone.engine.recognition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/// Which lessons are learned from and which are held out: of a group either all or none.
///
/// @param learned places of lessons
/// @param heldOut the others
/// @param note what to know of the split; empty = nothing
public record Split(List<Integer> learned, List<Integer> heldOut, String note) {
  public Split {
    learned = List.copyOf(learned);
    heldOut = List.copyOf(heldOut);
  }

  /// Draws whole groups until the share is held out.
  ///
  /// @param groups of the lessons
  /// @param share to hold out, 0..1
  public static Split of(List<String> groups, double share, long seed) {
    var members = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < groups.size(); i++) {
      members.computeIfAbsent(groups.get(i), _ -> new ArrayList<>()).add(i);
    }
    if (groups.size() < 2) {
      throw new IllegalArgumentException(
          "Learning needs at least two clips, so that one can be held out, but was given %d."
              .formatted(groups.size()));
    }
    boolean alone = members.size() == 1;
    var parts = new ArrayList<List<Integer>>();
    if (alone) {
      for (int i = 0; i < groups.size(); i++) {
        parts.add(List.of(i));
      }
    } else {
      parts.addAll(members.values());
    }
    Collections.shuffle(parts, new Random(seed));
    int wanted = Math.max(1, (int) Math.round(share * groups.size()));
    var out = new HashSet<Integer>();
    for (var part : parts) {
      // A large group may overshoot a little, but never takes most of what there is to learn from.
      boolean fits = out.size() + part.size() <= Math.max(wanted * 1.5, 1);
      if (out.size() < wanted && fits) {
        out.addAll(part);
      }
    }
    if (out.isEmpty()) {
      out.addAll(Collections.min(parts, (a, b) -> Integer.compare(a.size(), b.size())));
    }
    var learned = new ArrayList<Integer>();
    var heldOut = new ArrayList<Integer>();
    for (int i = 0; i < groups.size(); i++) {
      (out.contains(i) ? heldOut : learned).add(i);
    }
    return new Split(
        learned,
        heldOut,
        alone
            ? "All clips are of one group, so held-out clips are of the same people as those learned from."
            : "");
  }
}
