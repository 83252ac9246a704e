package undertone.engine.captions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import undertone.corpora.Label;

/// Words by which English prompts speak of labels, whose ids may be of any language.
///
/// A word that the book of prompts knows is taken before others, since more is said of it: the id,
/// the English name, an alias, or the English for a Chinese one of them. Else it is the English
/// name.
public final class EnglishWords {
  private EnglishWords() {}

  /// The word of each label by its id, in the order of the labels.
  public static Map<String, String> of(List<Label> labels) {
    var english = PromptBook.english();
    var chinese = PromptBook.chinese();
    var words = new LinkedHashMap<String, String>();
    labels.forEach(label -> words.put(label.id(), word(label, english, chinese)));
    return words;
  }

  private static String word(Label label, PromptBook english, PromptBook chinese) {
    var name = label.name("en");
    return called(label, name)
        .filter(english::knows)
        .findFirst()
        .or(() ->
            Stream.concat(called(label, name), Stream.of(label.name("zh")))
                .map(chinese::called)
                .flatMap(Optional::stream)
                .findFirst())
        .orElse(name);
  }

  private static Stream<String> called(Label label, String name) {
    return Stream.concat(Stream.of(label.id(), name), label.aliases().stream());
  }

  /// Ids of labels whose words hold letters that English does not write: networks that read English
  /// would make nothing of them, and say so by no fault.
  public static List<String> foreign(Map<String, String> words) {
    return words.entrySet().stream()
        .filter(word -> word.getValue().codePoints().anyMatch(EnglishWords::isForeign))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isForeign(int c) {
    return c > 127 && Character.isLetter(c);
  }
}
