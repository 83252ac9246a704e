package undertone.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One clip that two releases speak of differently, and why.
///
/// @param reasons plain sentences, one per thing that changed
public record Difference(
    String clip, @Nullable String before, @Nullable String after, List<String> reasons) {

  static Difference of(String clip, @Nullable ReleasedClip before, @Nullable ReleasedClip after) {
    var reasons = new ArrayList<String>();
    if (before == null) {
      reasons.add("new in the later release");
    } else if (after == null) {
      reasons.add("no longer in the later release");
    } else {
      compare(before, after, reasons);
    }
    return new Difference(
        clip,
        before == null ? null : before.label(),
        after == null ? null : after.label(),
        List.copyOf(reasons));
  }

  private static void compare(ReleasedClip before, ReleasedClip after, List<String> reasons) {
    if (!Objects.equals(before.label(), after.label())) {
      reasons.add(
          "label %s → %s (%s)"
              .formatted(word(before.label()), word(after.label()), because(after)));
    } else if (before.labelSource() != after.labelSource()) {
      reasons.add("same label, now by %s (%s)".formatted(after.labelSource(), because(after)));
    }
    if (!before.candidates().equals(after.candidates())) {
      reasons.add(
          "candidates %s → %s"
              .formatted(
                  Snapshot.written(before.candidates()), Snapshot.written(after.candidates())));
    }
    int votes = after.lineage().votes().size() - before.lineage().votes().size();
    if (votes != 0) {
      reasons.add("%+d standing votes".formatted(votes));
    } else if (!votes(before).equals(votes(after))) {
      reasons.add("a voter changed their mind");
    }
    if (!Objects.equals(parts(before), parts(after))) {
      reasons.add("settled parts changed");
    }
    if (!before.captions().equals(after.captions())) {
      reasons.add("captions changed");
    }
    if (reasons.isEmpty()) {
      reasons.add("only run figures or metadata changed");
    }
  }

  private static List<ReleasedClip.ReleasedVote> votes(ReleasedClip clip) {
    return clip.lineage().votes().stream().map(ReleasedClip.ReleasedVote::ofToday).toList();
  }

  private static ReleasedClip.@Nullable SettledStep parts(ReleasedClip clip) {
    var curator = clip.lineage().curator();
    var parts = curator == null ? null : curator.parts();
    return parts == null ? null : parts.drawn();
  }

  private static String because(ReleasedClip clip) {
    var curator = clip.lineage().curator();
    var run = clip.lineage().run();
    if (curator == null) {
      return "majority of %d votes".formatted(clip.lineage().votes().size());
    }
    return run == null
        ? "%s by %s".formatted(curator.verdict(), curator.curator())
        : "%s by %s on run %d".formatted(curator.verdict(), curator.curator(), run.run());
  }

  private static String word(@Nullable String label) {
    return label == null ? "none" : label;
  }
}
