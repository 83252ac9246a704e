package undertone.corpora.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.challenge.ClassMapping;
import undertone.corpora.challenge.EmotionWheels;
import undertone.corpora.challenge.MerClass;
import undertone.corpora.challenge.WordFinder;
import undertone.corpora.manifest.Opinion;
import undertone.corpora.scheme.OpenWord;

/// Which label of a corpus a class or a word of a challenge's file is.
final class MerLabels {

  private final LabelScheme scheme;
  private final ClassMapping classes;
  private final Map<String, String> given;
  private final WordFinder finder;
  private final Map<String, String> taken = new TreeMap<>();
  private final Map<String, Optional<String>> known = new LinkedHashMap<>();

  /// @param given label ids by class or word
  /// @throws ImportException if a label is given that the scheme has not
  MerLabels(LabelScheme scheme, Map<String, String> given, @Nullable EmotionWheels wheels) {
    for (var label : given.values()) {
      if (scheme.indexOf(label) < 0) {
        throw new ImportException(
            "The label scheme has no label \"%s\"; it has %s.",
            label, String.join(", ", scheme.labels().stream().map(Label::id).toList()));
      }
    }
    this.scheme = scheme;
    this.classes = ClassMapping.of(scheme, Map.of());
    this.given = given;
    this.finder = new WordFinder(scheme, wheels);
  }

  /// Labels that may be meant by a class: one where it is clear.
  List<String> of(MerClass emotion) {
    var said = given.get(emotion.word());
    var labels = said == null ? classes.labelsOf(emotion, scheme) : List.of(said);
    if (labels.size() == 1) {
      taken.put(emotion.word(), labels.getFirst());
    }
    return labels;
  }

  /// The label of a word in an open set, if it finds one: as given; by the scheme; as another form
  /// of a word of the scheme; over its base to the words and classes of the wheels.
  Optional<String> of(String written) {
    var word = written.strip().toLowerCase(Locale.ROOT);
    var found = known.computeIfAbsent(word, this::find);
    found.ifPresent(label -> taken.put(word, label));
    return found;
  }

  private Optional<String> find(String word) {
    return Optional.ofNullable(given.get(word))
        .or(() -> finder.find(word).map(WordFinder.Found::label));
  }

  /// How a word of an open set stands in a vote: as the label that was given for it or that the
  /// scheme calls so, else as a word, which keeps what was said; as "other" if it can be none.
  String candidate(String written) {
    var word = written.strip().toLowerCase(Locale.ROOT);
    var said = given.get(word);
    if (said != null) {
      return said;
    }
    if (scheme.match(word) instanceof LabelScheme.Match.Found(var label)) {
      return label.id();
    }
    try {
      return new OpenWord(word).candidate();
    } catch (InvalidValueException _) {
      return of(written).orElse(Opinion.OTHER);
    }
  }

  /// What each class or word that came has become.
  Map<String, String> taken() {
    return taken;
  }
}
