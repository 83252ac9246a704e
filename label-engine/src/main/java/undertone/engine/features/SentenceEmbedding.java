package undertone.engine.features;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15.BgeSmallZhV15EmbeddingModel;
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
  private final String pooling;
  private final Supplier<EmbeddingModel> encoder;

  private SentenceEmbedding(
      String id, int dim, String language, String pooling, Supplier<EmbeddingModel> encoder) {
    this.id = id;
    this.dim = dim;
    this.language = language;
    this.pooling = pooling;
    this.encoder = encoder;
  }

  /// The encoder for English, `[384]`.
  public static SentenceEmbedding english() {
    return new SentenceEmbedding(
        "minilm-l6-v2", 384, "en", "mean", new Loaded(AllMiniLmL6V2EmbeddingModel::new));
  }

  /// The encoder for Chinese, `[512]`.
  public static SentenceEmbedding chinese() {
    return new SentenceEmbedding(
        "bge-small-zh-v15", 512, "zh", "cls", new Loaded(BgeSmallZhV15EmbeddingModel::new));
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
    return "pooling=" + pooling + ",norm=l2";
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
    return Optional.of(embed(clip.text()));
  }

  /// The vector of any text, unit length.
  public float[] embed(String text) {
    return encoder.get().embed(text).content().vector();
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
