package undertone.corpora.captiontext;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts a sentence at commas, semicolons and joining words, English and Chinese.
public final class Clauses {
  // A comma between digits joins them.
  private static final Pattern CUT =
      Pattern.compile(
          "(?<=[，；;、])\\s*|(?<=,)(?!\\d)\\s*|\\s+(?=(?:and|while|but|whereas)\\s)|(?=而且|并且|同时)",
          Pattern.CASE_INSENSITIVE);

  private Clauses() {}

  /// The clauses in order, with the marks that end them.
  public static List<String> of(String sentence) {
    var clauses = new ArrayList<String>();
    for (var piece : CUT.split(sentence, -1)) {
      if (!piece.isBlank()) {
        clauses.add(piece.strip());
      }
    }
    return List.copyOf(clauses);
  }

  /// Whether what follows this text stands right after it, as Chinese does.
  static boolean needsNoSpace(String text) {
    char last = text.charAt(text.length() - 1);
    return Character.UnicodeScript.of(last) == Character.UnicodeScript.HAN
        || "，；、。！？”」』）".indexOf(last) >= 0;
  }
}
