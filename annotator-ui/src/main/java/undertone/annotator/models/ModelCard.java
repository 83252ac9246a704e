package undertone.annotator.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What is to be known of a hosted model before its votes are trusted, from `config/models/`.
///
/// @param name as in commands
/// @param title as in its paper
/// @param reads what clips must be like
/// @param paper where it is described
/// @param code the authors' own
/// @param licence of their code and weights
/// @param weights which are at hand
/// @param trained on what
/// @param classes and their order
/// @param heads words for the outputs of published heads, in their order, by the data set that
///   taught them, as its authors' label lists have them
/// @param parity how far our numbers are from those of the authors' code
public record ModelCard(
    String name,
    String title,
    String reads,
    String paper,
    String code,
    String licence,
    String weights,
    String trained,
    String classes,
    Map<String, List<String>> heads,
    String parity) {

  /// The card of a model.
  ///
  /// @throws IllegalStateException if none was written, or a line of it is missing
  public static ModelCard of(String model) {
    return of(model, read(model));
  }

  /// The same in a language, line by line where the card has it in that language.
  public static ModelCard of(String model, String language) {
    var lines = read(model);
    if (lines.get(language) instanceof Map<?, ?> translated) {
      translated.forEach((key, line) -> lines.put(String.valueOf(key), line));
    }
    return of(model, lines);
  }

  private static Map<String, Object> read(String model) {
    var resource = "/models/" + model + ".yaml";
    try (var in = ModelCard.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Bug: the model %s has no card.".formatted(model));
      }
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelCard of(String model, Map<String, Object> lines) {
    return new ModelCard(
        line(model, lines, "name"),
        line(model, lines, "title"),
        line(model, lines, "reads"),
        line(model, lines, "paper"),
        line(model, lines, "code"),
        line(model, lines, "licence"),
        line(model, lines, "weights"),
        line(model, lines, "trained"),
        line(model, lines, "classes"),
        heads(model, lines),
        line(model, lines, "parity"));
  }

  /// None of a model of which no heads are published.
  private static Map<String, List<String>> heads(String model, Map<String, Object> lines) {
    var heads = new TreeMap<String, List<String>>();
    if (lines.get("heads") instanceof Map<?, ?> given) {
      given.forEach((set, words) -> {
        if (!(words instanceof List<?> list) || list.isEmpty()) {
          throw new IllegalStateException(
              "Bug: the card of %s has no classes of %s.".formatted(model, set));
        }
        heads.put(String.valueOf(set), list.stream().map(String::valueOf).toList());
      });
    }
    return heads;
  }

  private static String line(String model, Map<String, Object> lines, String key) {
    if (lines.get(key) instanceof String line && !line.isBlank()) {
      return line;
    }
    throw new IllegalStateException(
        "Bug: the card of %s says nothing of %s.".formatted(model, key));
  }
}
