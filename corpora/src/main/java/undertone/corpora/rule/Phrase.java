package undertone.corpora.rule;

import java.text.Normalizer;
import java.util.Locale;

/// Words in a row, to be found in a text whatever their case and the marks between them.
///
/// A character of Chinese is a word of its own, so that a phrase is found without a dictionary. A
/// star at the end stands for any ending.
final class Phrase {
  private final String words; // " so many words" and a space behind, unless any ending will do

  private Phrase(String words) {
    this.words = words;
  }

  static Phrase of(String written) {
    var words = words(written);
    return new Phrase(
        written.strip().endsWith("*") ? words.substring(0, words.length() - 1) : words);
  }

  boolean isEmpty() {
    return words.isBlank();
  }

  /// @param text as [#words(String)] has it
  boolean in(String text) {
    return text.contains(words);
  }

  /// The words of a text, one space before, between and behind them.
  static String words(String text) {
    var words = new StringBuilder(" ");
    var points =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .toArray();
    for (int i = 0; i < points.length; i++) {
      if (Character.isIdeographic(points[i])) {
        end(words);
        words.appendCodePoint(points[i]).append(' ');
      } else if (isPart(points, i)) {
        words.appendCodePoint(points[i]);
      } else if (isApostrophe(points[i]) && isPart(points, i - 1) && isPart(points, i + 1)) {
        words.append('\''); // as in "don't"; at a word's edge it is a mark
      } else {
        end(words);
      }
    }
    end(words);
    return words.toString();
  }

  private static void end(StringBuilder words) {
    if (words.charAt(words.length() - 1) != ' ') {
      words.append(' ');
    }
  }

  private static boolean isPart(int[] points, int at) {
    return at >= 0
        && at < points.length
        && Character.isLetterOrDigit(points[at])
        && !Character.isIdeographic(points[at]);
  }

  private static boolean isApostrophe(int point) {
    return point == '\'' || point == '’';
  }
}
