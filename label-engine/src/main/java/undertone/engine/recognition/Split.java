package undertone.engine.recognition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import undertone.corpora.Sentence;

/// Which lessons are learned from and which are held out: of a group either all or none are held
/// out. Where few large groups leave many more to learn from than was asked for, only as many of
/// them are.
///
/// @param learned places of lessons
/// @param heldOut places of others
/// @param note what to know of the split, an encoded [Sentence]; empty = nothing
public record Split(List<Integer> learned, List<Integer> heldOut, String note) {
  private static final double MOST = 1.5; // of what was asked for

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
    Collections.shuffle(parts, random(seed));
    int wanted = Math.max(1, (int) Math.round(share * groups.size()));
    var out = new HashSet<Integer>();
    for (var part : parts.subList(0, parts.size() - 1)) { // one is always learned from
      // A large group may overshoot a little, but never takes most of what there is to learn from.
      boolean fits = out.size() + part.size() <= Math.max(wanted * MOST, 1);
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
        some(learned, Math.max(1, groups.size() - wanted), seed),
        heldOut,
        alone
            ? Sentence.of(
                    "All clips are of one group, so held-out clips are of the same people as those"
                        + " learned from.")
                .encoded()
            : "");
  }

  /// Neighbouring seeds of [Random] draw nearly the same first number, and so the same speaker.
  private static Random random(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }

  private static List<Integer> some(List<Integer> learned, int wanted, long seed) {
    if (learned.size() <= MOST * wanted) {
      return learned;
    }
    var shuffled = new ArrayList<>(learned);
    Collections.shuffle(shuffled, random(seed));
    return shuffled.subList(0, wanted).stream().sorted().toList();
  }
}
