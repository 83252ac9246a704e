package undertone.engine.llm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.LabelScheme.Match;
import undertone.corpora.scheme.SchemeFromWords;

/// The labels of a scheme as a model is told them, and what its words mean.
final class LabelVocabulary {
  private final LabelScheme scheme;
  private final Map<String, String> byForm = new HashMap<>(); // "" = several labels

  LabelVocabulary(LabelScheme scheme) {
    this.scheme = scheme;
    for (var label : scheme.labels()) {
      byForm.merge(SchemeFromWords.plainForm(label.id()), label.id(), (_, _) -> "");
    }
  }

  /// Ids in the order of the scheme.
  List<String> ids() {
    return scheme.labels().stream().map(Label::id).toList();
  }

  /// The word a model is told for a label, and can be understood by.
  String word(String id) {
    var name = scheme.label(id).map(label -> label.names().getOrDefault("en", id)).orElse(id);
    return label(name).filter(id::equals).isPresent() ? name : id;
  }

  /// The label of a word: as the scheme matches it, else by its plain form (*surprised*,
  /// *surprise*).
  Optional<String> label(String word) {
    return switch (scheme.match(word)) {
      case Match.Found(var label) -> Optional.of(label.id());
      case Match.Ambiguous _ -> Optional.empty();
      case Match.Unknown _ ->
          Optional.ofNullable(byForm.get(SchemeFromWords.plainForm(word)))
              .filter(id -> !id.isEmpty());
    };
  }
}
