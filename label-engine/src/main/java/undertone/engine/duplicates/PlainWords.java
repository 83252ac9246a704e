package undertone.engine.duplicates;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// A caption without what two people write differently: case, punctuation, width of characters,
/// numbers in words or digits.
final class PlainWords {
  private static final int LETTERS = 5;
  private static final int HAN = 2; // as much as five letters say
  private static final Map<String, String> NUMBERS =
      Map.ofEntries(
          Map.entry("zero", "0"),
          Map.entry("one", "1"),
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"),
          Map.entry("eleven", "11"),
          Map.entry("twelve", "12"));

  private PlainWords() {}

  /// Words between single spaces; nothing between Chinese characters.
  static String of(String caption) {
    var folded = Normalizer.normalize(caption, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    var plain = new StringBuilder(folded.length());
    folded
        .codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c)) {
            plain.appendCodePoint(c);
          } else if (c != '\'' && c != '’') {
            plain.append(' ');
          }
        });
    var words = new StringBuilder(plain.length());
    for (var word : plain.toString().strip().split("\\s+", -1)) {
      var written = NUMBERS.getOrDefault(word, word);
      boolean glued =
          words.isEmpty()
              || written.isEmpty()
              || (isHan(words.charAt(words.length() - 1)) && isHan(written.charAt(0)));
      words.append(glued ? "" : " ").append(written);
    }
    return words.toString();
  }

  /// Hashes of all pieces of five letters, or two Chinese characters, each once and sorted.
  static int[] shingles(String plain) {
    var padded = " " + plain + " ";
    return IntStream.range(0, padded.length())
        .mapToObj(i -> shingle(padded, i))
        .filter(piece -> !piece.isBlank())
        .mapToInt(String::hashCode)
        .sorted()
        .distinct()
        .toArray();
  }

  private static String shingle(String padded, int at) {
    int length = isHan(padded.charAt(at)) ? HAN : LETTERS;
    return padded.substring(at, Math.min(padded.length(), at + length));
  }

  /// Shared shingles over all shingles, 0..1.
  ///
  /// @param one sorted, as is the other
  static double jaccard(int[] one, int[] other) {
    int shared = 0;
    for (int i = 0, j = 0; i < one.length && j < other.length; ) {
      int order = Integer.compare(one[i], other[j]);
      shared += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    int all = one.length + other.length - shared;
    return all == 0 ? 1 : (double) shared / all;
  }

  /// Numbers a caption names, in digits and in order.
  static List<String> numbers(String plain) {
    return Arrays.stream(plain.split("[^0-9]+", -1)).filter(n -> !n.isEmpty()).toList();
  }

  static boolean isHan(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
  }
}
