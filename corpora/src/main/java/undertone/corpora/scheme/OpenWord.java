package undertone.corpora.scheme;

import java.util.Locale;
import java.util.regex.Pattern;
import undertone.corpora.InvalidValueException;

/// A word of an annotator's own, held possible beside the labels of the scheme.
///
/// Among the candidates of a vote it stands as `~word`, as no label is called. The vote keeps it as
/// it was said; which label it stands for is looked up each time the vote is read, so that another
/// mind about a word reaches all who said it.
///
/// @param word lower case, single blanks, without what parts the words of an open set
public record OpenWord(String word) {
  public static final int LONGEST = 60;

  private static final String MARK = "~";
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern PARTING = Pattern.compile("[|~'\",\\[\\]\\p{Cntrl}]");

  /// @throws InvalidValueException if it is blank, too long, or holds what parts words
  public OpenWord {
    word = BLANKS.matcher(word.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
    if (word.isEmpty() || word.length() > LONGEST || PARTING.matcher(word).find()) {
      throw new InvalidValueException(
          "A word of one's own has up to %s characters, none of them a quote, comma, bracket, bar or"
              + " tilde.",
          LONGEST);
    }
  }

  /// Whether a candidate is a word and no label.
  public static boolean is(String candidate) {
    return candidate.startsWith(MARK);
  }

  /// @throws InvalidValueException as the constructor
  public static OpenWord ofCandidate(String candidate) {
    return new OpenWord(candidate.substring(MARK.length()));
  }

  /// As it stands among the candidates of a vote.
  public String candidate() {
    return MARK + word;
  }
}
