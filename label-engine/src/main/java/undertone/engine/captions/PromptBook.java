package undertone.engine.captions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What labels look like in words, for a space of captions: sentences in which their names stand,
/// and how such a face looks.
///
/// The prompts of EmoCapCLIP are not known; these are ours.
public final class PromptBook {
  private final List<String> templates;
  private final String both;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(List<String> adjectives, String noun, List<String> also, String looks) {}

  private PromptBook(Map<?, ?> file) {
    templates = WordFile.words(file.get("templates"));
    both = String.valueOf(file.get("both"));
    for (var label : WordFile.map(file.get("labels")).entrySet()) {
      var told = WordFile.map(label.getValue());
      entries.put(
          String.valueOf(label.getKey()),
          new Entry(
              WordFile.words(told.get("adjectives")),
              String.valueOf(told.get("noun")),
              WordFile.words(told.get("also")),
              String.valueOf(told.get("looks"))));
    }
  }

  public static PromptBook english() {
    return read("prompts_en.yaml");
  }

  public static PromptBook chinese() {
    return read("prompts_zh.yaml");
  }

  private static PromptBook read(String file) {
    return new PromptBook(WordFile.read(file));
  }

  /// Labels it has words for, by their English names.
  public Set<String> labels() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /// By a label's own name, else by another name of it, in any case.
  private Optional<Entry> entry(String label) {
    var asked = label.strip();
    var own = entries.get(asked.toLowerCase(Locale.ROOT));
    return own != null
        ? Optional.of(own)
        : entries.values().stream()
            .filter(entry ->
                entry.noun().equalsIgnoreCase(asked)
                    || entry.adjectives().stream().anyMatch(asked::equalsIgnoreCase)
                    || entry.also().stream().anyMatch(asked::equalsIgnoreCase))
            .findFirst();
  }

  /// Whether it has words for a label.
  public boolean knows(String label) {
    return entry(label).isPresent();
  }

  /// The English name of the label that a word of this book is for. Two labels may share an
  /// adjective, so nouns are asked first, and adjectives last.
  Optional<String> called(String word) {
    var asked = word.strip();
    return Stream.<Predicate<Entry>>of(
            entry -> entry.noun().equalsIgnoreCase(asked),
            entry -> entry.also().stream().anyMatch(asked::equalsIgnoreCase),
            entry -> entry.adjectives().stream().anyMatch(asked::equalsIgnoreCase))
        .flatMap(fits -> entries.entrySet().stream().filter(e -> fits.test(e.getValue())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// All prompts of a label: every template with every name, and how it looks. A label that it has
  /// no words for stands in the templates itself.
  public List<String> prompts(String label) {
    var known = entry(label);
    var adjectives = adjectives(label);
    var noun = name(label);
    var prompts = new ArrayList<String>();
    for (var template : templates) {
      if (template.contains("{adj}")) {
        adjectives.forEach(adjective -> prompts.add(template.replace("{adj}", adjective)));
      } else {
        prompts.add(template.replace("{noun}", noun));
      }
    }
    known.map(Entry::looks).ifPresent(prompts::add);
    return List.copyOf(prompts);
  }

  /// The label's adjectives, or its own name where it has no words for it.
  List<String> adjectives(String label) {
    return entry(label).map(Entry::adjectives).orElse(List.of(label.strip()));
  }

  /// What such faces show, each thing for itself; empty where it has no words for the label.
  List<String> parts(String label) {
    return entry(label).map(entry -> List.of(entry.looks().split(", ", -1))).orElse(List.of());
  }

  /// The label's name alone, to be held against the ensemble.
  public String name(String label) {
    return entry(label).map(Entry::noun).orElse(label.strip());
  }

  /// The prompt of a compound label.
  public String both(String first, String second) {
    return both.replace("{a}", name(first)).replace("{b}", name(second));
  }
}
