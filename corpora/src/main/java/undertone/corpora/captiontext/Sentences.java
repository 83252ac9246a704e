package undertone.corpora.captiontext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts a text into sentences, English and Chinese, also where both stand in one text.
///
/// What somebody says between quotation marks stays with the sentence that quotes it. Nothing of
/// the text is lost but white space at the cuts.
public final class Sentences {
  private static final String ENDS = ".!?…。！？；";
  private static final String HAN_ENDS = "。！？；";
  private static final String CLOSING = "\"”’」』）)]】》'";
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "eg", "ie", "cf",
          "approx", "fig", "no", "sec", "min", "jr", "sr", "al");

  private Sentences() {}

  /// The sentences in order, stripped; empty if the text is blank.
  public static List<String> of(String text) {
    var found = new ArrayList<String>();
    var quoted = quoted(text);
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      int end = endAt(text, quoted, i);
      if (end > 0) {
        add(found, text.substring(start, end));
        start = end;
        i = end - 1;
      }
    }
    add(found, text.substring(start));
    return List.copyOf(found);
  }

  // What is left between two cuts may be a lone mark, which belongs to the sentence before.
  private static void add(List<String> found, String piece) {
    var sentence = piece.strip();
    if (sentence.isEmpty()) {
      return;
    }
    if (sentence.codePoints().noneMatch(Character::isLetterOrDigit) && !found.isEmpty()) {
      found.add(found.removeLast() + sentence);
    } else {
      found.add(sentence);
    }
  }

  /// Where the sentence ends that position i closes; 0 = it closes none.
  private static int endAt(String text, boolean[] quoted, int i) {
    char c = text.charAt(i);
    if (c == '\n' || c == '\r') {
      return i + 1;
    }
    if (ENDS.indexOf(c) < 0) {
      return 0;
    }
    int end = i + 1;
    while (end < text.length() && ENDS.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    boolean leavesQuote = false;
    while (end < text.length() && CLOSING.indexOf(text.charAt(end)) >= 0) {
      leavesQuote |= quoted[i] && !(end + 1 < text.length() && quoted[end + 1]);
      end++;
    }
    if (quoted[i] && !leavesQuote) {
      return 0;
    }
    if (quoted[i]) {
      return opensSentence(text, end) ? end : 0;
    }
    return HAN_ENDS.indexOf(c) >= 0 || ends(text, i, end) ? end : 0;
  }

  private static boolean ends(String text, int i, int end) {
    if (end == text.length()) {
      return true;
    }
    if (text.charAt(i) == '.' && end == i + 1 && isAbbreviation(text, i)) {
      return false;
    }
    return opensSentence(text, end) || isGlued(text, i, end);
  }

  private static boolean opensSentence(String text, int at) {
    int next = at;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next == text.length() || (next > at && !Character.isLowerCase(text.codePointAt(next)));
  }

  // "worried.In the text": somebody forgot the space. "Node.JS" is no such place.
  private static boolean isGlued(String text, int i, int end) {
    return end == i + 1
        && i > 1
        && Character.isLowerCase(text.charAt(i - 1))
        && Character.isLowerCase(text.charAt(i - 2))
        && end + 1 < text.length()
        && Character.isUpperCase(text.charAt(end))
        && (Character.isLowerCase(text.charAt(end + 1)) || text.charAt(end + 1) == ' ');
  }

  private static boolean isAbbreviation(String text, int dot) {
    int start = dot;
    while (start > 0
        && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
      start--;
    }
    var word = text.substring(start, dot);
    boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
    return (initial && !word.equals("I")) || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
  }

  /// Which characters stand between quotation marks that are closed within their line.
  private static boolean[] quoted(String text) {
    var quoted = new boolean[text.length()];
    for (int i = 0; i < quoted.length; i++) {
      char closing =
          switch (text.charAt(i)) {
            case '"' -> '"';
            case '“' -> '”';
            case '「' -> '」';
            case '『' -> '』';
            default -> 0;
          };
      int end = closing == 0 ? -1 : text.indexOf(closing, i + 1);
      if (end > 0 && text.indexOf('\n', i, end) < 0) {
        Arrays.fill(quoted, i, end, true);
        i = end;
      }
    }
    return quoted;
  }
}
