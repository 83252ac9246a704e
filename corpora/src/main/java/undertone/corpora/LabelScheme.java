package undertone.corpora;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An ordered, versioned list of labels. A change of any label is a new version; votes keep theirs.
///
/// @param name short name, such as `ekman7`; with the version it is unique
/// @param version counted from 1
/// @param title what people read
public record LabelScheme(String name, int version, String title, List<Label> labels) {

  public LabelScheme {
    labels = List.copyOf(labels);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("Label scheme %s has no labels.".formatted(name));
    }
    if (labels.stream().map(Label::id).distinct().count() < labels.size()) {
      throw new IllegalArgumentException("Label scheme %s repeats a label id.".formatted(name));
    }
  }

  /// What a word from a table stands for in this scheme.
  public sealed interface Match {
    /// The word is this label, by id, name or alias.
    record Found(Label label) implements Match {}

    /// The word fits several labels; the table must say which.
    record Ambiguous(List<String> labels) implements Match {}

    /// The word is outside the scheme; the nearest id helps to spot a slip.
    record Unknown(String nearest) implements Match {}
  }

  public Optional<Label> label(String id) {
    return labels.stream().filter(l -> l.id().equals(id)).findFirst();
  }

  /// Position of a label id in this scheme, -1 if absent.
  public int indexOf(String id) {
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /// Matches a word case-folded: ids first, then names and aliases.
  public Match match(String word) {
    var folded = fold(word);
    var byId = labels.stream().filter(l -> fold(l.id()).equals(folded)).findFirst();
    if (byId.isPresent()) {
      return new Match.Found(byId.get());
    }
    var hits = labels.stream().filter(l -> answersTo(l, folded)).toList();
    return switch (hits.size()) {
      case 0 -> new Match.Unknown(nearest(folded));
      case 1 -> new Match.Found(hits.getFirst());
      default -> new Match.Ambiguous(hits.stream().map(Label::id).toList());
    };
  }

  private static boolean answersTo(Label label, String folded) {
    return label.names().values().stream().anyMatch(n -> fold(n).equals(folded))
        || label.aliases().stream().anyMatch(a -> fold(a).equals(folded));
  }

  private String nearest(String folded) {
    return labels.stream()
        .map(Label::id)
        .min(Comparator.comparingInt(id -> editDistance(folded, fold(id))))
        .orElseThrow();
  }

  private static String fold(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }

  /// Levenshtein distance, for "did you mean".
  public static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
