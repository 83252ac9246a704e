package undertone.corpora.captiontext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Finds words of a lexicon in a text: English words whole, Chinese words wherever they stand, the
/// longest first, none twice.
///
/// A lexicon is a file of lines `NAME: word, word`; a name may have several lines, a phrase counts
/// as a word, and `#` begins a comment. The name `NOTHING` holds words that only hide shorter ones:
/// "开头" (the beginning) is no "头" (head).
public final class CueWords {
  private static final String NOTHING = "NOTHING";

  private final Map<String, String> names = new HashMap<>();
  private final int longest;

  private CueWords(Map<String, String> names) {
    this.names.putAll(names);
    longest = names.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /// A word of the lexicon in a text.
  ///
  /// @param name of the lexicon
  /// @param word as the lexicon writes it
  /// @param at first character in the text
  public record Found(String name, String word, int at) {
    public int end() {
      return at + word.length();
    }
  }

  /// Reads a lexicon that lies beside a class.
  ///
  /// @throws IllegalStateException if a line cannot be read or a word has two names
  public static CueWords beside(Class<?> type, String file) {
    try (var in = type.getResourceAsStream(file)) {
      var text =
          new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
      return parse(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CueWords parse(String file, String text) {
    var names = new HashMap<String, String>();
    int line = 0;
    for (var written : text.lines().toList()) {
      line++;
      var content = written.strip();
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      int colon = content.indexOf(':');
      if (colon < 1) {
        throw new IllegalStateException("%s, line %d: expected NAME: words.".formatted(file, line));
      }
      var name = content.substring(0, colon);
      for (var word : content.substring(colon + 1).split(",", -1)) {
        var key = word.strip().toLowerCase(Locale.ROOT);
        var other = names.put(key, name);
        if (key.isEmpty() || (other != null && !other.equals(name))) {
          throw new IllegalStateException(
              "%s, line %d: \"%s\" is empty or has the name %s already."
                  .formatted(file, line, key, other));
        }
      }
    }
    return new CueWords(names);
  }

  /// What of the lexicon a text holds, in the order of the text.
  public List<Found> in(String text) {
    var folded = fold(text);
    var found = new ArrayList<Found>();
    int i = 0;
    while (i < folded.length()) {
      var word = longestAt(folded, i);
      if (word.isEmpty()) {
        i++;
      } else {
        var name = names.getOrDefault(word, NOTHING);
        if (!name.equals(NOTHING)) {
          found.add(new Found(name, word, i));
        }
        i += word.length();
      }
    }
    return List.copyOf(found);
  }

  private String longestAt(String text, int at) {
    boolean han = isHan(text.charAt(at));
    if (!han && at > 0 && isWord(text.charAt(at - 1)) && isWord(text.charAt(at))) {
      return "";
    }
    for (int end = Math.min(text.length(), at + longest); end > at; end--) {
      boolean cutsWord =
          end < text.length() && isWord(text.charAt(end - 1)) && isWord(text.charAt(end));
      if (!cutsWord) {
        var piece = text.substring(at, end);
        if (names.containsKey(piece)) {
          return piece;
        }
      }
    }
    return "";
  }

  /// Lower case character by character, so that places in the text stay what they are.
  private static String fold(String text) {
    var folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      folded.append(c == '’' ? '\'' : Character.toLowerCase(c));
    }
    return folded.toString();
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) && !isHan(c);
  }

  private static boolean isHan(char c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
  }
}
