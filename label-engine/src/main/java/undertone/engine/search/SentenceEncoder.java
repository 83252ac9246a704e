package undertone.engine.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.SentenceEmbedding;

/// One of the sentence encoders that come with the product. What it once encoded is kept by the
/// hash of the text.
public final class SentenceEncoder implements TextEncoder {
  private final SentenceEmbedding encoder;
  private final FeatureCache cache;
  private final String language;
  private final VectorModel model;

  private SentenceEncoder(SentenceEmbedding encoder, String language, FeatureCache cache) {
    this.encoder = encoder;
    this.cache = cache;
    this.language = language;
    var id = new ModelId(encoder.id() + "-v" + encoder.version());
    this.model = new VectorModel(id, "text-" + language, encoder.dim());
  }

  /// For English, in the space `text-en`.
  public static SentenceEncoder english(FeatureCache cache) {
    return new SentenceEncoder(SentenceEmbedding.english(), "en", cache);
  }

  /// For Chinese, in the space `text-zh`. It makes something of English too.
  public static SentenceEncoder chinese(FeatureCache cache) {
    return new SentenceEncoder(SentenceEmbedding.chinese(), "zh", cache);
  }

  @Override
  public VectorModel model() {
    return model;
  }

  @Override
  public boolean speaks(String language) {
    return Locale.forLanguageTag(language).getLanguage().equals(this.language);
  }

  @Override
  public List<UnitVector> encode(List<String> texts) throws IOException, InterruptedException {
    var made = new HashMap<String, UnitVector>();
    var vectors = new ArrayList<UnitVector>();
    for (var text : texts) {
      var vector = made.get(text);
      if (vector == null) {
        vector =
            cache
                .vector(encoder, ClipSource.ofText("text", text))
                .map(UnitVector::along)
                .orElseThrow(
                    () -> new IllegalArgumentException("Bug: a blank text cannot be encoded."));
        made.put(text, vector);
      }
      vectors.add(vector);
    }
    return List.copyOf(vectors);
  }
}
