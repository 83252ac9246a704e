package undertone.annotator.search;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import undertone.engine.features.ClipSource;
import undertone.engine.features.SentenceEmbedding;
import undertone.engine.search.ModelId;
import undertone.engine.search.UnitVector;
import undertone.engine.search.VectorModel;

/// Texts as vectors, by encoders that are part of the product.
///
/// The Chinese encoder reads English too, so all texts lie in its space and a question in one
/// language finds a text in the other. English texts lie in the English encoder's space as well,
/// which tells them apart more finely.
@Component
final class SentenceVectors {
  private static final String CHINESE = "zh";

  private final List<Encoder> encoders =
      List.of(
          new Encoder(SentenceEmbedding.english(), "text-en"),
          new Encoder(SentenceEmbedding.chinese(), "text-zh"));

  private final Set<ModelId> warm = ConcurrentHashMap.newKeySet();

  private record Encoder(SentenceEmbedding sentences, String space) {
    VectorModel model() {
      var id = new ModelId(sentences.id() + "-v" + sentences.version());
      return new VectorModel(id, space, sentences.dim());
    }
  }

  List<VectorModel> models() {
    return encoders.stream().map(Encoder::model).toList();
  }

  /// Loads what is not loaded yet, which takes seconds.
  void warmUp() {
    for (var model : models()) {
      if (!isWarm(model.id())) {
        var _ = of("A face.", model.id());
      }
    }
  }

  /// Whether a text is encoded in milliseconds.
  boolean isWarm(ModelId model) {
    return warm.contains(model);
  }

  /// The spaces that a text of a language lies in.
  ///
  /// @param language a tag such as `en` or `zh-CN`; empty means English
  Set<String> spacesOf(String language) {
    return Locale.forLanguageTag(language).getLanguage().equals(CHINESE)
        ? Set.of("text-zh")
        : Set.of("text-en", "text-zh");
  }

  /// The language of what somebody typed: Chinese, if any of it is.
  static String languageOf(String text) {
    return text.codePoints()
            .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
        ? CHINESE
        : "en";
  }

  /// @throws IllegalArgumentException for a model of another kind
  UnitVector of(String text, ModelId model) {
    var encoder =
        encoders.stream()
            .filter(e -> e.model().id().equals(model))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("Bug: no texts are encoded by " + model));
    var vector = encoder.sentences().extract(ClipSource.ofText("text", text));
    warm.add(model);
    return UnitVector.along(vector.orElseThrow());
  }
}
