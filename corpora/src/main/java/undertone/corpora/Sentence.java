package undertone.corpora;

import java.util.Arrays;
import java.util.List;

/// What the house says to a person: a pattern in English and the values in it. Where somebody reads
/// another language, the pattern is looked up there; one nobody has translated is said in English.
///
/// @param pattern English, with a `%s` for each value
/// @param values as they are written
public record Sentence(String pattern, List<String> values) {

  private static final String BETWEEN = "\u001f"; // the unit separator: no text holds it

  public Sentence {
    values = List.copyOf(values);
  }

  /// @param pattern English, with a `%s` for each value
  public static Sentence of(String pattern, Object... values) {
    return new Sentence(pattern, Arrays.stream(values).map(String::valueOf).toList());
  }

  /// Words that nobody can say in another language, such as those of a library.
  public static Sentence quoted(String words) {
    return of("%s", words);
  }

  /// The same values in the pattern of another language.
  ///
  /// @param translated with as many places, `%s` or `%2$s`
  public String in(String translated) {
    return translated.formatted(values.toArray());
  }

  public String english() {
    return in(pattern);
  }

  /// One line for a column of text; [#decode(String)] reads it.
  public String encoded() {
    return values.isEmpty() ? pattern : pattern + BETWEEN + String.join(BETWEEN, values);
  }

  public static Sentence decode(String line) {
    var parts = List.of(line.split(BETWEEN, -1));
    return new Sentence(parts.getFirst(), parts.subList(1, parts.size()));
  }

  @Override
  public String toString() {
    return english();
  }
}
