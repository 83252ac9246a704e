package undertone.engine.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import undertone.corpora.captiontext.CaptionText;
import undertone.corpora.captiontext.Sentences;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.captions.CaptionContradictions;
import undertone.engine.captions.PromptBook;
import undertone.engine.captions.Vectors;
import undertone.engine.captions.ZeroShotLabels;
import undertone.engine.features.FeatureCache;
import undertone.engine.search.SentenceEncoder;
import undertone.engine.search.TextEncoder;

/// Labels written captions by prompts, in the space of a sentence encoder; nothing is trained.
///
/// A caption is the mean of its sentences. Measured as it is written, and with all words taken out
/// that name an emotion. What cosines mean is learned from other groups, in five folds.
final class CaptionLabels {
  private static final int FOLDS = 5;

  private final FeatureCache cache;
  private final ZeroShotBenchOptions options;

  CaptionLabels(FeatureCache cache, ZeroShotBenchOptions options) {
    this.cache = cache;
    this.options = options;
  }

  /// @param report is told what was done
  Map<String, Object> measure(List<ClipRow> rows, Map<String, Object> report)
      throws IOException, InterruptedException {
    var labelled =
        Stratified.drawn(
            rows.stream().filter(row -> row.gold() != null).toList(),
            row -> Objects.requireNonNull(row.gold()),
            options.limit(),
            options.seed());
    var labels = ZeroShotBench.labels(labelled);
    if (labels.size() < 2) {
      throw new IllegalArgumentException(
          "%s has captions with %d different labels; two or more are needed."
              .formatted(options.data(), labels.size()));
    }
    report.put("method", "sentence encoder, untrained");
    report.put("clips", labelled.size());
    report.put("classes", labels.size());
    report.put("labels", labels);
    var metrics = new LinkedHashMap<String, Object>();
    metrics.put("uarChance", 1.0 / labels.size());
    put(metrics, "en", labelled, labels, SentenceEncoder.english(cache), PromptBook.english());
    put(metrics, "zh", labelled, labels, SentenceEncoder.chinese(cache), PromptBook.chinese());
    return metrics;
  }

  private void put(
      Map<String, Object> metrics,
      String language,
      List<ClipRow> rows,
      List<String> labels,
      TextEncoder encoder,
      PromptBook book)
      throws IOException, InterruptedException {
    var told =
        rows.stream().filter(row -> !row.captions().getOrDefault(language, "").isBlank()).toList();
    if (told.isEmpty()) {
      return;
    }
    var captions = told.stream().map(row -> row.captions().getOrDefault(language, "")).toList();
    metrics.put(
        language + ".namesEmotion",
        captions.stream().filter(caption -> !CaptionText.emotions(caption).isEmpty()).count()
            / (double) captions.size());
    var prompts = new SpokenPrompts(labels, book, encoder);
    var ensemble = ZeroShotLabels.of(labels, book, prompts::vectors);
    var names = ZeroShotLabels.ofNames(labels, book, prompts::vectors);
    var truths = told.stream().mapToInt(row -> labels.indexOf(row.gold())).toArray();
    var folds = folds(told);
    var ways = new LinkedHashMap<String, UnaryOperator<String>>();
    ways.put(language + ".", UnaryOperator.identity());
    ways.put(language + ".masked.", CaptionText::withoutEmotions);
    for (var way : ways.entrySet()) {
      var vectors = new ArrayList<float[]>();
      for (var caption : captions) {
        vectors.add(meaning(encoder, caption, way.getValue()));
      }
      var cosines = cosines(ensemble, vectors);
      putContradictions(metrics, way.getKey(), told, cosines, truths);
      var figures = new ZeroShotFigures(cosines, truths);
      figures.putGuesses(metrics, way.getKey(), "");
      if (ZeroShotFigures.isEnough(truths.length)) {
        figures.judgeByFolds(folds);
        figures.putProbabilities(metrics, way.getKey(), "");
      }
      new ZeroShotFigures(cosines(names, vectors), truths)
          .putGuesses(metrics, way.getKey() + "names.", "");
    }
  }

  /// Wrong labels are planted under a fifth of the captions, and looked for.
  private void putContradictions(
      Map<String, Object> metrics,
      String prefix,
      List<ClipRow> rows,
      double[][] cosines,
      int[] truths) {
    if (rows.size() < CaptionContradictions.LEAST_CAPTIONS) {
      return;
    }
    var told = new ArrayList<CaptionContradictions.Told>();
    for (int i = 0; i < truths.length; i++) {
      var held = new BitSet();
      held.set(truths[i]);
      var group = rows.get(i).group().orElse(rows.get(i).name());
      told.add(new CaptionContradictions.Told(group, cosines[i], truths[i], held));
    }
    var proof = new CaptionContradictions(cosines[0].length, options.seed()).proof(told);
    metrics.put(prefix + "plantedFound", proof.found().value());
    metrics.put(prefix + "foundElsewhere", proof.elsewhere().value());
    metrics.put(prefix + "plantedAmongFound", proof.right().value());
  }

  private static double[][] cosines(ZeroShotLabels labels, List<float[]> captions) {
    return captions.stream().map(labels::cosines).toArray(double[][]::new);
  }

  /// Sentences of which nothing is left are passed over.
  private static float[] meaning(TextEncoder encoder, String caption, UnaryOperator<String> way)
      throws IOException, InterruptedException {
    var sentences =
        Sentences.of(caption).stream()
            .map(way)
            .filter(said -> said.codePoints().anyMatch(Character::isLetter))
            .toList();
    return sentences.isEmpty()
        ? new float[encoder.model().dim()]
        : Vectors.mean(List.of(ZeroShotBench.vectors(encoder, sentences)));
  }

  /// Which no group crosses.
  private int[] folds(List<ClipRow> rows) {
    var groups = new TreeSet<String>();
    rows.forEach(row -> groups.add(row.group().orElse(row.name())));
    var order = new ArrayList<>(groups);
    Collections.shuffle(order, new Random(options.seed()));
    var folds = new LinkedHashMap<String, Integer>();
    order.forEach(group -> folds.put(group, folds.size() % FOLDS));
    return rows.stream()
        .mapToInt(row -> Objects.requireNonNull(folds.get(row.group().orElse(row.name()))))
        .toArray();
  }
}
