package undertone.engine.bench;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.captions.CaptionEpoch;
import undertone.engine.captions.CaptionSpace;
import undertone.engine.captions.CaptionTable;
import undertone.engine.captions.CaptionTraining;
import undertone.engine.captions.CaptionedClip;
import undertone.engine.captions.ClipInputs;
import undertone.engine.captions.PromptBook;
import undertone.engine.captions.Sentences;
import undertone.engine.captions.Vectors;
import undertone.engine.captions.VoteCaptions;
import undertone.engine.captions.ZeroShotLabels;
import undertone.engine.metrics.Retrieval;
import undertone.engine.search.SentenceEncoder;
import undertone.engine.search.TextEncoder;
import undertone.engine.search.UnitVector;

/// Measures labels that are given by prompts alone.
///
/// Where a folder has captions, its captions are labelled, by the sentence encoder of their
/// language. Else its clips are: votes become captions, the small caption model learns from those,
/// and prompts are compared with clips that it never saw. Captions and prompts have templates of
/// their own and share the words for labels. *Before* is the same model with the weights it starts
/// from.
public final class ZeroShotBench {
  private static final int THREADS = 1;

  private final BenchEyes eyes;

  public ZeroShotBench(BenchEyes eyes) {
    this.eyes = eyes;
  }

  /// Told of each epoch.
  @FunctionalInterface
  public interface Listener {
    void heard(CaptionEpoch epoch);
  }

  /// The figures, as one JSON object would hold them.
  ///
  /// @throws IOException if the table or the cache cannot be read or written
  public Map<String, Object> run(ZeroShotBenchOptions options, Listener listener)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    var table = VotedClips.slice(options.data(), options.seed()).read();
    mustHaveClips(options.data(), table);
    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "zero-shot");
    report.put("data", options.data().toString());
    report.put("seed", options.seed());
    report.put("device", "cpu");
    report.put("threads", THREADS);
    var metrics =
        table.rows().stream().anyMatch(row -> !row.captions().isEmpty())
            ? new CaptionLabels(eyes.cache(), options).measure(table.rows(), report)
            : clips(options, table, report, listener);
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("metrics", metrics);
    return report;
  }

  static void mustHaveClips(Path data, TableSlice.Content table) {
    if (table.brought() != null) {
      throw new IllegalArgumentException(
          "%s holds numbers and nothing that could be described in words; name a folder with clips.csv."
              .formatted(data));
    }
  }

  private Map<String, Object> clips(
      ZeroShotBenchOptions options,
      TableSlice.Content table,
      Map<String, Object> report,
      Listener listener)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    var clips = VotedClips.read(options, table, eyes);
    var encoder = SentenceEncoder.english(eyes.cache());
    var words = VoteCaptions.english();
    var captions = new CaptionTable();
    var tellings = clips.tellings(options.even());
    for (int row : clips.learned()) {
      clips
          .told(row, words, options.seed(), tellings[row])
          .forEach(told -> captions.add(row, told));
    }
    var sentences =
        new Sentences(encoder.model().id().value(), vectors(encoder, captions.sentences()));
    var measure = new Measure(clips, encoder, words, options.seed());
    var training = new CaptionTraining(options.recipe(), options.seed(), THREADS, Device.cpu());
    long described = System.nanoTime();

    var metrics = new LinkedHashMap<String, Object>();
    metrics.put("uarChance", 1.0 / measure.labels.size());
    try (var before =
        training.untrained(clips.kind(), clips.inputs(), sentences, captions.captions())) {
      measure.put(metrics, before, "Before");
    }
    long started = System.nanoTime();
    try (var after =
        training.run(
            clips.kind(), clips.inputs(), sentences, captions.captions(), listener::heard)) {
      metrics.put("learnSeconds", (System.nanoTime() - started) / 1e9);
      measure.put(metrics, after, "After");
    }
    metrics.put("featureSeconds", (described - began) / 1e9);
    report.put("method", "captions of votes");
    report.put("trainData", options.learnedFrom().toString());
    report.put("features", options.look());
    if (!clips.maySeen().isEmpty()) {
      report.put("featuresMaySeen", clips.maySeen());
    }
    report.put("epochs", options.recipe().descent().epochs());
    report.put("form", written(options.recipe().contrast().form()));
    report.put("mining", written(options.recipe().contrast().mining().mode()));
    report.put("local", options.recipe().contrast().local().written());
    report.put("even", options.even());
    report.put("trainClips", clips.learned().length);
    report.put("captions", captions.captions().size());
    report.put("calibrationClips", clips.held().length);
    report.put("sentences", captions.sentences().size());
    report.put("clips", clips.measured().length);
    report.put("classes", measure.labels.size());
    report.put("labels", measure.labels);
    return metrics;
  }

  private static String written(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  static float[][] vectors(TextEncoder encoder, List<String> texts)
      throws IOException, InterruptedException {
    return encoder.encode(texts).stream().map(UnitVector::numbers).toArray(float[][]::new);
  }

  /// Labels that occur as gold.
  static List<String> labels(List<ClipRow> rows) {
    var labels = new TreeSet<String>();
    rows.forEach(row -> labels.add(Objects.requireNonNull(row.gold())));
    return List.copyOf(labels);
  }

  /// Which of the labels a gold label is, also where another table words it otherwise; -1 = none.
  static int indexOf(List<String> labels, String gold, PromptBook book) {
    int own = labels.indexOf(gold);
    return own >= 0 ? own : labels.stream().map(book::name).toList().indexOf(book.name(gold));
  }

  /// What one space is worth on the clips that are measured.
  private static final class Measure {
    final List<String> labels;
    private final VotedClips clips;
    private final PromptBook book = PromptBook.english();
    private final SpokenPrompts prompts;
    private final int[] calibrating; // rows whose label is among those measured
    private final CaptionTable queries = new CaptionTable();
    private final float[][] spoken; // vectors of the sentences of queries

    Measure(VotedClips clips, TextEncoder encoder, VoteCaptions words, long seed)
        throws IOException, InterruptedException {
      this.clips = clips;
      labels = labels(Arrays.stream(clips.measured()).mapToObj(clips::row).toList());
      prompts = new SpokenPrompts(labels, book, encoder);
      calibrating = Arrays.stream(clips.held()).filter(row -> truth(row) >= 0).toArray();
      int measured = 0;
      for (int row : clips.measured()) {
        int place = measured++;
        clips.told(row, words, seed, 1).forEach(told -> queries.add(place, told));
      }
      spoken = vectors(encoder, queries.sentences());
    }

    private int truth(int row) {
      return indexOf(labels, Objects.requireNonNull(clips.row(row).gold()), book);
    }

    void put(Map<String, Object> metrics, CaptionSpace space, String when) {
      var held = embedded(space, calibrating);
      var measured = embedded(space, clips.measured());
      var heldTruths = Arrays.stream(calibrating).map(this::truth).toArray();
      var truths = Arrays.stream(clips.measured()).map(this::truth).toArray();
      var ensemble =
          ZeroShotLabels.of(labels, book, said -> space.embedSentences(prompts.vectors(said)));
      var names =
          ZeroShotLabels.ofNames(labels, book, said -> space.embedSentences(prompts.vectors(said)));
      var figures = new ZeroShotFigures(cosines(ensemble, measured), truths);
      figures.putGuesses(metrics, "", when);
      if (ZeroShotFigures.isEnough(calibrating.length)) {
        figures.judge(
            IntStream.range(0, truths.length).toArray(), cosines(ensemble, held), heldTruths);
        figures.putProbabilities(metrics, "", when);
      }
      new ZeroShotFigures(cosines(names, measured), truths).putGuesses(metrics, "names.", when);
      putRetrieval(metrics, space, measured, when);
    }

    private float[][] embedded(CaptionSpace space, int[] rows) {
      return space.embedClips(
          ClipInputs.of(rows.length, place -> clips.inputs().values(rows[place])));
    }

    private static double[][] cosines(ZeroShotLabels labels, float[][] clips) {
      return Arrays.stream(clips).map(labels::cosines).toArray(double[][]::new);
    }

    /// Captions made of the votes on a clip, and the clip; other clips with the same votes are as
    /// right, so both are told.
    private void putRetrieval(
        Map<String, Object> metrics, CaptionSpace space, float[][] gallery, String when) {
      var captions = queries.captions();
      if (captions.isEmpty()) {
        return;
      }
      var said = space.embedSentences(spoken);
      var whole = captions.stream().map(caption -> whole(caption, said)).toArray(float[][]::new);
      var shown = captions.stream().map(caption -> gallery[caption.clip()]).toArray(float[][]::new);
      int count = whole.length;
      IntFunction<IntPredicate> own = q -> i -> q == i;
      var measured = clips.measured();
      IntFunction<IntPredicate> alike =
          q ->
              i ->
                  clips.votedAlike(
                      measured[captions.get(q).clip()], measured[captions.get(i).clip()]);
      var captionToClip = Vectors.scores(whole, shown);
      var clipToCaption = Vectors.scores(shown, whole);
      put(metrics, "captionToClip.", when, Retrieval.of(captionToClip, relation(count, own)));
      put(metrics, "clipToCaption.", when, Retrieval.of(clipToCaption, relation(count, own)));
      put(metrics, "captionToAlike.", when, Retrieval.of(captionToClip, relation(count, alike)));
      put(metrics, "clipToAlike.", when, Retrieval.of(clipToCaption, relation(count, alike)));
    }

    /// A caption as one vector: the mean of its levels.
    private static float[] whole(CaptionedClip caption, float[][] said) {
      var levels = new ArrayList<float[]>();
      levels.add(said[caption.global()]);
      levels.add(said[caption.summary()]);
      if (!caption.locals().isEmpty()) {
        levels.add(
            Vectors.mean(caption.locals().stream().map(local -> said[local.sentence()]).toList()));
      }
      return Vectors.mean(levels);
    }

    private static void put(Map<String, Object> metrics, String way, String when, Retrieval found) {
      metrics.put(way + "r1" + when, found.recallAt1());
      metrics.put(way + "r5" + when, found.recallAt5());
      metrics.put(way + "r10" + when, found.recallAt10());
      metrics.put(way + "medianRank" + when, found.medianRank());
    }

    private static boolean[][] relation(int count, IntFunction<IntPredicate> of) {
      var relation = new boolean[count][count];
      for (int q = 0; q < count; q++) {
        for (int i = 0; i < count; i++) {
          relation[q][i] = of.apply(q).test(i);
        }
      }
      return relation;
    }
  }
}
