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
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(c -> {
          boolean alone = Character.isIdeographic(c);
          boolean part = Character.isLetterOrDigit(c) || c == '\'' || c == '’';
          if (part && !alone) {
            words.appendCodePoint(c == '’' ? '\'' : c);
            return;
          }
          if (words.charAt(words.length() - 1) != ' ') {
            words.append(' ');
          }
          if (alone) {
            words.appendCodePoint(c).append(' ');
          }
        });
    return words.charAt(words.length() - 1) == ' '
        ? words.toString()
        : words.append(' ').toString();
  }
}
