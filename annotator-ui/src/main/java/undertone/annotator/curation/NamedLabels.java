package undertone.annotator.curation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;

/// Finds the labels a text names: by id, by name in any language or by alias, word for word. It
/// reads words, not meaning: "not angry" names anger too.
final class NamedLabels {

  private NamedLabels() {}

  /// @param wanted labels to look for
  /// @return those of them that the text names, in the order asked for
  static List<String> in(String text, LabelScheme scheme, List<String> wanted) {
    return wanted.stream()
        .distinct()
        .filter(id ->
            scheme
                .label(id)
                .filter(l -> words(l).stream().anyMatch(w -> names(text, w)))
                .isPresent())
        .toList();
  }

  private static Set<String> words(Label label) {
    var words = new LinkedHashSet<String>();
    Stream.of(Stream.of(label.id()), label.names().values().stream(), label.aliases().stream())
        .flatMap(s -> s)
        .map(w -> w.strip().toLowerCase(Locale.ROOT))
        // One letter or digit is a code of a table, never a word of a sentence.
        .filter(w -> w.length() > 1 || ideographic(w))
        .forEach(words::add);
    return words;
  }

  // Chinese sets no spaces between words: there a word counts wherever it stands.
  private static boolean names(String text, String word) {
    var around = ideographic(word) ? "%s" : "(?<![\\p{L}\\p{N}])%s(?![\\p{L}\\p{N}])";
    return Pattern.compile(around.formatted(Pattern.quote(word)))
        .matcher(text.toLowerCase(Locale.ROOT))
        .find();
  }

  private static boolean ideographic(String word) {
    return word.codePoints().anyMatch(Character::isIdeographic);
  }
}
