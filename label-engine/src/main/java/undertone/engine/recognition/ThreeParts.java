package undertone.engine.recognition;

import java.util.List;
import java.util.function.Function;
import undertone.corpora.Sentence;

/// Lessons in three parts, of a group either all or none where there are groups enough: so figures
/// are of others than those that chose the epoch they are of.
///
/// @param teaching lessons that teach
/// @param choosing that choose the best epoch
/// @param heldOut that figures are of
/// @param note what to know of the parts, an encoded [Sentence]; empty = nothing
public record ThreeParts<T>(List<T> teaching, List<T> choosing, List<T> heldOut, String note) {
  private static final String NEAR =
      Sentence.of("Groups are few, so the epoch was chosen by clips of one that taught.").encoded();

  public ThreeParts {
    teaching = List.copyOf(teaching);
    choosing = List.copyOf(choosing);
    heldOut = List.copyOf(heldOut);
  }

  /// @param group of a lesson
  /// @param heldOut share of the lessons that is held out
  /// @param choosing share of the others that chooses
  public static <T> ThreeParts<T> of(
      List<T> lessons, Function<T, String> group, double heldOut, double choosing, long seed) {
    var first = Split.of(lessons.stream().map(group).toList(), heldOut, seed);
    var others = first.learned().stream().map(lessons::get).toList();
    var second = Split.of(others.stream().map(group).toList(), choosing, seed + 1);
    return new ThreeParts<>(
        second.learned().stream().map(others::get).toList(),
        second.heldOut().stream().map(others::get).toList(),
        first.heldOut().stream().map(lessons::get).toList(),
        first.note().isEmpty() && !second.note().isEmpty() ? NEAR : first.note());
  }
}
