package undertone.engine.features;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// What is said in a clip, as the mean of its word pieces in a pretrained sentence encoder: unit
/// length.
///
/// The encoder stands for meaning, not for sentiment. Its weights lie inside the product's jar.
///
/// Source: Reimers and Gurevych 2019, *Sentence-BERT*; model card `all-MiniLM-L6-v2`.
public final class SentenceEmbedding implements FeatureExtractor {
  private final String id;
  private final int dim;
  private final String language;
  private final Supplier<EmbeddingModel> encoder;

  private SentenceEmbedding(String id, int dim, String language, Supplier<EmbeddingModel> encoder) {
    this.id = id;
    this.dim = dim;
    this.language = language;
    this.encoder = encoder;
  }

  /// The encoder for English, `[384]`.
  public static SentenceEmbedding english() {
    return new SentenceEmbedding(
        "minilm-l6-v2", 384, "en", new Loaded(AllMiniLmL6V2EmbeddingModel::new));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String parameters() {
    return "pooling=mean,norm=l2";
  }

  @Override
  public Channel channel() {
    return Channel.TEXT;
  }

  @Override
  public int dim() {
    return dim;
  }

  @Override
  public boolean supports(ClipSource clip) {
    var spoken = clip.language() == null ? "en" : clip.language();
    return clip.text() != null
        && !clip.text().isBlank()
        && Locale.forLanguageTag(spoken).getLanguage().equals(language);
  }

  @Override
  public Optional<float[]> extract(ClipSource clip) {
    if (clip.text() == null || clip.text().isBlank()) {
      return Optional.empty();
    }
    return Optional.of(encoder.get().embed(clip.text()).content().vector());
  }

  /// An encoder that is loaded with the first sentence: it takes a second and 200 MB.
  private static final class Loaded implements Supplier<EmbeddingModel> {
    private final Supplier<EmbeddingModel> loader;
    private volatile Optional<EmbeddingModel> model = Optional.empty();

    Loaded(Supplier<EmbeddingModel> loader) {
      this.loader = loader;
    }

    @Override
    public synchronized EmbeddingModel get() {
      if (model.isEmpty()) {
        model = Optional.of(loader.get());
      }
      return model.get();
    }
  }
}
