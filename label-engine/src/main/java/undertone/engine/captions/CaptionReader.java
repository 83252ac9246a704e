package undertone.engine.captions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import undertone.corpora.captiontext.Sentences;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;
import undertone.engine.refinement.SecondOpinion;
import undertone.engine.search.SentenceEncoder;
import undertone.engine.search.TextEncoder;

/// Reads captions of one language by prompts: how near what they say lies to each label.
///
/// Source: Radford et al. 2021, *CLIP*, sec. 3.1.4 (prompts).
public final class CaptionReader {
  /// Under which captions are weighed.
  public static final String NAME = "captions";

  private static final double SHARPNESS = 30; // cosines of labels differ by a tenth or so

  private final TextEncoder encoder;
  private final ZeroShotLabels labels;

  private CaptionReader(TextEncoder encoder, ZeroShotLabels labels) {
    this.encoder = encoder;
    this.labels = labels;
  }

  /// The language that a caption is read as: Chinese or English.
  ///
  /// @param tag of the caption's language
  public static String read(String tag) {
    return Locale.forLanguageTag(tag).getLanguage().equals("zh") ? "zh" : "en";
  }

  /// @param language one that [#read(String)] gives
  /// @param cache of sentences that were read before
  /// @throws IOException if the cache cannot be read or written
  public static CaptionReader of(String language, List<String> labels, FeatureCache cache)
      throws IOException, InterruptedException {
    boolean chinese = language.equals("zh");
    var encoder = chinese ? SentenceEncoder.chinese(cache) : SentenceEncoder.english(cache);
    var book = chinese ? PromptBook.chinese() : PromptBook.english();
    var prompts =
        labels.stream().flatMap(label -> book.prompts(label).stream()).distinct().toList();
    var vectors = encoder.encode(prompts);
    var spoken = new LinkedHashMap<String, float[]>();
    for (int i = 0; i < prompts.size(); i++) {
      spoken.put(prompts.get(i), vectors.get(i).numbers());
    }
    var zeroShot =
        ZeroShotLabels.of(
            labels,
            book,
            all ->
                all.stream()
                    .map(prompt -> Objects.requireNonNull(spoken.get(prompt)))
                    .toArray(float[][]::new));
    return new CaptionReader(encoder, zeroShot);
  }

  /// Of a text with each label `[K]`; 0 where it says nothing in letters.
  public double[] cosines(String text) throws IOException, InterruptedException {
    var sentences =
        Sentences.of(text).stream()
            .filter(said -> said.codePoints().anyMatch(Character::isLetter))
            .toList();
    return labels.cosines(
        sentences.isEmpty()
            ? new float[encoder.model().dim()]
            : Vectors.mean(encoder.encode(sentences).stream().map(v -> v.numbers()).toList()));
  }

  /// What captions say of their clips, to be weighed by confirmed ones. Of several captions the
  /// mean counts; a clip without any gets no opinion.
  ///
  /// @param captions of each clip, those of one language together, by language as of
  ///   [#read(String)]
  /// @param labels of the run, in its order
  /// @throws CancellationException if the progress asks to stop
  /// @throws IOException if the cache cannot be read or written
  public static SecondOpinion secondOpinion(
      List<Map<String, String>> captions,
      List<String> labels,
      FeatureCache cache,
      FeatureProgress progress)
      throws IOException, InterruptedException {
    var readers = new HashMap<String, CaptionReader>();
    var p = new float[captions.size()] @Nullable []; // [N,K]
    for (int i = 0; i < p.length; i++) {
      var said = new ArrayList<double[]>();
      for (var caption : captions.get(i).entrySet()) {
        var reader = readers.get(caption.getKey());
        if (reader == null) {
          reader = of(caption.getKey(), labels, cache);
          readers.put(caption.getKey(), reader);
        }
        said.add(reader.cosines(caption.getValue()));
      }
      p[i] = said.isEmpty() ? null : shares(said, labels.size());
      progress.advanced(i + 1, p.length);
      if (progress.cancelled()) {
        throw new CancellationException("Captions are not read to the end.");
      }
    }
    return new SecondOpinion(NAME, p);
  }

  /// Softmax of the mean cosines.
  private static float[] shares(List<double[]> cosines, int classes) {
    var shares = new float[classes];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      int label = k;
      double mean = cosines.stream().mapToDouble(row -> row[label]).average().orElse(0);
      shares[k] = (float) Math.exp(SHARPNESS * mean); // |cosine| is at most 1
      sum += shares[k];
    }
    for (int k = 0; k < classes; k++) {
      shares[k] /= (float) sum;
    }
    return shares;
  }
}
