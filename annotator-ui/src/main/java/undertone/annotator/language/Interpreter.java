package undertone.annotator.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import undertone.corpora.Sentence;
import undertone.corpora.Spoken;

/// Says what rooms refuse and runs report in the reader's language. Rooms speak English patterns;
/// `sentences_zh.yaml` holds what each is in Chinese.
public final class Interpreter {

  private static final Map<String, Map<String, String>> PATTERNS = Map.of("zh", read("zh"));

  private Interpreter() {}

  /// The sentence in a language, or in English where that language does not know it.
  public static String say(Sentence sentence, Locale locale) {
    var pattern =
        PATTERNS
            .getOrDefault(locale.getLanguage(), Map.of())
            .getOrDefault(sentence.pattern(), sentence.pattern());
    return sentence.in(pattern);
  }

  /// What a refusal says.
  public static String say(Throwable refused, Locale locale) {
    return refused instanceof Spoken spoken
        ? say(spoken.sentence(), locale)
        : String.valueOf(refused.getMessage());
  }

  private static Map<String, String> read(String language) {
    var name = "/sentences_%s.yaml".formatted(language);
    try (var in = Interpreter.class.getResourceAsStream(name)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The sentences %s cannot be read.".formatted(name), e);
    }
  }
}
