package undertone.corpora.challenge;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A list of emotion words in one cell: `['happy', 'relieved']`.
public final class OpenSet {

  /// How such lists are written.
  public enum Dialect {
    /// 2024: quoted words in brackets; a comma parts nothing.
    QUOTED("['\"]"),
    /// Since 2025: quotes and brackets may be missing, commas part words.
    LISTED("['\",]");

    private final Pattern seam;

    Dialect(String seam) {
      this.seam = Pattern.compile(seam);
    }
  }

  private static final Pattern GROUP = Pattern.compile("\\[([^\\[\\]]*)\\]");
  private static final Pattern UNWRITABLE = Pattern.compile("['\",\\[\\]\\r\\n]");

  private OpenSet() {}

  /// The words of a cell, as they are written; nothing for an empty cell.
  public static List<String> parse(String cell, Dialect dialect) {
    int open = cell.indexOf('[');
    int close = cell.indexOf(']', open + 1);
    var inner = cell.substring(open + 1, close < 0 ? cell.length() : close);
    return Arrays.stream(dialect.seam.split(inner, -1))
        .filter(piece -> !piece.isBlank() && !piece.strip().equals(","))
        .map(piece -> dialect == Dialect.LISTED ? piece.strip() : piece)
        .toList();
  }

  /// The lists of a list of lists: each innermost pair of brackets is one.
  static List<List<String>> groups(String text) {
    return GROUP
        .matcher(text)
        .results()
        .map(group -> parse(group.group(1), Dialect.LISTED))
        .filter(group -> !group.isEmpty())
        .toList();
  }

  /// Whether a word holds nothing that parts words.
  public static boolean holds(String word) {
    return !word.isBlank() && !UNWRITABLE.matcher(word).find();
  }

  /// The cell of some words.
  ///
  /// @throws IllegalArgumentException if a word holds what parts words
  public static String write(List<String> words) {
    for (var word : words) {
      if (!holds(word)) {
        throw new IllegalArgumentException(
            "A word of an open set has no quotes, commas, brackets or line ends but was \"%s\"."
                .formatted(word));
      }
    }
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", ", "[", "]"));
  }
}
