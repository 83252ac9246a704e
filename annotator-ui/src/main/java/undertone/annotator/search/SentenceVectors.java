package undertone.annotator.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import undertone.annotator.home.HomeFolder;
import undertone.engine.features.FeatureCache;
import undertone.engine.search.ModelId;
import undertone.engine.search.SearchQuery;
import undertone.engine.search.SentenceEncoder;
import undertone.engine.search.TextEncoder;
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

  private final TextEncoder english;
  private final TextEncoder chinese;
  private final Set<ModelId> warm = ConcurrentHashMap.newKeySet();

  SentenceVectors(HomeFolder home) {
    var cache = new FeatureCache(home.features());
    english = SentenceEncoder.english(cache);
    chinese = SentenceEncoder.chinese(cache);
  }

  List<VectorModel> models() {
    return encoders().stream().map(TextEncoder::model).toList();
  }

  /// The model that reads every language, so that all texts can be compared by it.
  VectorModel common() {
    return chinese.model();
  }

  private List<TextEncoder> encoders() {
    return List.of(english, chinese);
  }

  /// Loads what is not loaded yet, which takes seconds.
  void warmUp() throws IOException {
    for (var encoder : encoders()) {
      if (!warm.contains(encoder.model().id())) {
        var _ = of(List.of("A face."), encoder.model());
      }
    }
  }

  /// Whether texts are encoded in milliseconds.
  boolean warm() {
    return warm.size() == encoders().size();
  }

  /// The spaces that a text of a language lies in; none if it says nothing.
  ///
  /// @param language a tag such as `en` or `zh-CN`; empty means English
  Set<String> spacesOf(String text, String language) {
    if (text.trim().isEmpty()) { // with control characters, which the encoders take for nothing
      return Set.of();
    }
    return Locale.forLanguageTag(language).getLanguage().equals(CHINESE)
        ? Set.of(chinese.model().space())
        : Set.of(english.model().space(), chinese.model().space());
  }

  /// A question to each encoder that reads the text and is loaded.
  List<SearchQuery.Meaning> meanings(String text) throws IOException {
    var spaces = spacesOf(text, languageOf(text));
    var meanings = new ArrayList<SearchQuery.Meaning>();
    for (var encoder : encoders()) {
      var model = encoder.model();
      if (spaces.contains(model.space()) && warm.contains(model.id())) {
        meanings.add(uninterrupted(() -> encoder.meaning(text)));
      }
    }
    return meanings;
  }

  /// The language of what somebody typed: Chinese, if any of it is.
  private static String languageOf(String text) {
    return text.codePoints()
            .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
        ? CHINESE
        : "en";
  }

  /// Vectors of texts that say something, in order.
  List<UnitVector> of(List<String> texts, VectorModel model) throws IOException {
    var encoder = english.model().equals(model) ? english : chinese;
    var vectors = uninterrupted(() -> encoder.encode(texts));
    warm.add(model.id());
    return vectors;
  }

  private interface Encoding<T> {
    T encoded() throws IOException, InterruptedException;
  }

  private static <T> T uninterrupted(Encoding<T> encoding) throws IOException {
    try {
      return encoding.encoded();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The house is being closed.", e);
    }
  }
}
