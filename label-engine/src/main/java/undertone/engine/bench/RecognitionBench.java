package undertone.engine.bench;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Modality;
import undertone.corpora.media.MediaDecoder;
import undertone.engine.features.ClipSource;
import undertone.engine.recognition.FineTuning;
import undertone.engine.recognition.GapExam;
import undertone.engine.recognition.Lesson;
import undertone.engine.recognition.LinearProbe;
import undertone.engine.recognition.MediaSenses;
import undertone.engine.recognition.PreTraining;
import undertone.engine.recognition.RecognitionFigures;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RecognitionPlan;
import undertone.engine.recognition.RecognitionWatch;
import undertone.engine.recognition.Senses;
import undertone.engine.recognition.SensesReader;
import undertone.engine.recognition.SequenceFilms;

/// What pre-training on all clips of a corpus is worth where few of them have labels: a hosted
/// model learns the labels of some subjects and is measured on all others, once from what it
/// learned without labels and once from drawn weights; with each seed on the same subjects. Once a
/// linear layer learns them from an encoder that stays as it is, once the whole model does.
public final class RecognitionBench {
  private static final int FRAMES = 8; // of a film made of pictures: what `tiny` reads

  private static final int UNKNOWN = 64;
  private static final int SMOOTHED = 10; // steps

  private final MediaDecoder media;
  private final Consumer<String> told;

  /// @param told hears each figure as it is measured
  public RecognitionBench(MediaDecoder media, Consumer<String> told) {
    this.media = media;
    this.told = told;
  }

  /// How to measure.
  ///
  /// @param corpus folder with a `clips.csv`: `clip`, `label`, `speaker`, and where several
  ///   pictures make one clip, in their order, `sequence`; null = films of faces are drawn
  /// @param drawn so many, if they are
  /// @param folder for what is learned and read; made anew for each bench
  /// @param size of the classifier
  /// @param preEpochs of pre-training
  /// @param epochs of fine-tuning; 0 = only a linear layer learns
  /// @param labelled share of the clips whose labels are learned from, 0..1
  /// @param seeds from 1
  /// @param alter whether films are altered by chance while they teach; null = as the size asks for
  public record Options(
      @Nullable Path corpus,
      int drawn,
      Path folder,
      String model,
      String size,
      int preEpochs,
      int epochs,
      double labelled,
      int seeds,
      @Nullable Boolean alter) {
    public Options {
      if (seeds < 1 || !(labelled > 0 && labelled < 1)) {
        throw new IllegalArgumentException(
            "A bench needs a seed and a share of labels in 0..1, not %d and %s."
                .formatted(seeds, labelled));
      }
      if (corpus == null && drawn < 10) {
        throw new IllegalArgumentException(
            "A bench needs a folder with clips, or 10 drawn ones at least, not %d."
                .formatted(drawn));
      }
    }
  }

  /// What one seed measured.
  ///
  /// @param gaps how well what was pre-trained fills gaps, by sense
  /// @param curve of pre-training: means of the loss over ten steps each
  /// @param seconds of pre-training
  /// @param probe of a linear layer
  /// @param tuned of the whole model; null if it did not learn
  public record Row(
      long seed,
      Map<String, GapExam.Errors> gaps,
      List<Double> curve,
      double seconds,
      Pair probe,
      @Nullable Pair tuned) {}

  /// The same, begun from what was pre-trained and from drawn weights.
  public record Pair(RecognitionFigures preTrained, RecognitionFigures drawn) {}

  /// @param unknown clips that are not learned from, where there can be any number; otherwise some
  ///   that are
  private record Corpus(
      List<Lesson> lessons, List<Lesson> unknown, List<String> classes, SensesReader senses)
      implements AutoCloseable {
    @Override
    public void close() {
      if (senses instanceof Heard heard) {
        heard.media.close();
      }
    }
  }

  /// Keeps sounds at hand, which are small and read in every epoch; films would fill the memory.
  private record Heard(MediaSenses media, Map<String, Senses> sounds) implements SensesReader {
    @Override
    public Senses of(ClipSource clip) throws IOException, InterruptedException {
      var known = sounds.get(clip.clip());
      if (known != null) {
        return known;
      }
      var read = media.of(clip);
      if (read.faces().isEmpty()) {
        sounds.put(clip.clip(), read);
      }
      return read;
    }
  }

  /// @return means over seeds with their 95 % intervals, from what was pre-trained, from drawn
  ///   weights, and of the gain seed by seed
  public Map<String, Object> run(Options options) throws IOException, InterruptedException {
    var rows = new ArrayList<Row>();
    try (var corpus = read(options)) {
      for (long seed = 1; seed <= options.seeds; seed++) {
        var folder = options.folder.resolve("seed-" + seed);
        var losses = new ArrayList<Double>();
        long begun = System.nanoTime();
        var filling =
            preTrained(
                options, corpus, seed, folder.resolve("pre"), step -> losses.add(step.loss()));
        double seconds = (System.nanoTime() - begun) / 1e9;
        var pre = filling.path();
        var gaps =
            GapExam.of(
                preTraining(options, seed),
                filling,
                corpus.senses,
                corpus.unknown.stream().map(Lesson::clip).toList(),
                Device.cpu());
        told.accept("seed %d, gaps: %s; %.0f s".formatted(seed, gaps, seconds));
        var probe =
            new Pair(probed(options, corpus, seed, pre), probed(options, corpus, seed, null));
        tell(seed, "a linear layer", probe);
        var tuned =
            options.epochs == 0
                ? null
                : new Pair(
                    tuned(options, corpus, seed, pre, folder.resolve("from-pre")),
                    tuned(options, corpus, seed, null, folder.resolve("from-drawn")));
        if (tuned != null) {
          tell(seed, "fine-tuned", tuned);
        }
        rows.add(new Row(seed, gaps, tens(losses), seconds, probe, tuned));
      }
    }
    return report(options, rows);
  }

  private void tell(long seed, String what, Pair pair) {
    told.accept(
        "seed %d, %s: UAR %.3f pre-trained, %.3f drawn; WAR %.3f and %.3f; %d clips learned from, %d held out, %d showed nothing"
            .formatted(
                seed,
                what,
                pair.preTrained.uar(),
                pair.drawn.uar(),
                pair.preTrained.accuracy(),
                pair.drawn.accuracy(),
                pair.drawn.learnedFrom(),
                pair.drawn.heldOut(),
                pair.drawn.nothing()));
  }

  private static RecognitionFolder preTrained(
      Options options, Corpus corpus, long seed, Path folder, RecognitionWatch watch)
      throws IOException, InterruptedException {
    return new PreTraining(preTraining(options, seed), corpus.senses, Device.cpu())
        .run(corpus.lessons.stream().map(Lesson::clip).toList(), folder, watch);
  }

  private static RecognitionPlan preTraining(Options options, long seed) {
    return usual(options, options.size + RecognitionPlan.PRE)
        .withEpochs(options.preEpochs)
        .withSeed(seed);
  }

  private static List<Double> tens(List<Double> losses) {
    return IntStream.range(0, losses.size() / SMOOTHED)
        .mapToObj(i ->
            losses.subList(i * SMOOTHED, (i + 1) * SMOOTHED).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow())
        .toList();
  }

  private static RecognitionPlan plan(Options options, long seed) {
    return usual(options, options.size).withSeed(seed).withHeldOut(1 - options.labelled);
  }

  private static RecognitionPlan usual(Options options, String size) {
    var usual = RecognitionPlan.usual(options.model, size);
    return options.alter == null ? usual : usual.withAlter(options.alter);
  }

  private static RecognitionFigures probed(
      Options options, Corpus corpus, long seed, @Nullable Path start)
      throws IOException, InterruptedException {
    return new LinearProbe(plan(options, seed), corpus.senses, Device.cpu())
        .run(corpus.lessons, corpus.classes, start);
  }

  private static RecognitionFigures tuned(
      Options options, Corpus corpus, long seed, @Nullable Path start, Path folder)
      throws IOException, InterruptedException {
    return Objects.requireNonNull(
        new FineTuning(plan(options, seed).withEpochs(options.epochs), corpus.senses, Device.cpu())
            .run(corpus.lessons, corpus.classes, start, folder, RecognitionWatch.SILENT)
            .figures());
  }

  static Map<String, Object> report(Options options, List<Row> rows) {
    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "pretraining");
    report.put(
        "data", options.corpus == null ? options.drawn + " drawn" : options.corpus.toString());
    report.put("model", options.model);
    report.put("size", options.size);
    report.put("preEpochs", options.preEpochs);
    report.put("epochs", options.epochs);
    report.put("labelled", options.labelled);
    report.put("altered", usual(options, options.size).alter());
    report.put("learnedFrom", rows.stream().map(row -> row.probe.drawn.learnedFrom()).toList());
    report.put("heldOut", rows.stream().map(row -> row.probe.drawn.heldOut()).toList());
    report.put("preSeconds", rows.stream().map(Row::seconds).toList());
    report.put("gaps", rows.stream().map(Row::gaps).toList());
    report.put("lossRises", rows.stream().map(row -> rises(row.curve)).toList());
    report.put("probe", compared(rows.stream().map(Row::probe).toList()));
    var tuned = rows.stream().map(Row::tuned).filter(Objects::nonNull).toList();
    if (!tuned.isEmpty()) {
      report.putAll(compared(tuned));
    }
    return report;
  }

  /// Share of the means that lie above the one before.
  private static double rises(List<Double> curve) {
    long rises =
        IntStream.range(1, curve.size()).filter(i -> curve.get(i) > curve.get(i - 1)).count();
    return curve.size() < 2 ? 0 : rises / (curve.size() - 1.0);
  }

  private static Map<String, Object> compared(List<Pair> pairs) {
    var compared = new LinkedHashMap<String, Object>();
    compared.put("uar", compared(pairs, RecognitionFigures::uar));
    compared.put("war", compared(pairs, RecognitionFigures::accuracy));
    return compared;
  }

  private static Map<String, Object> compared(
      List<Pair> pairs, ToDoubleFunction<RecognitionFigures> figure) {
    var pre = SeedFigures.of(pairs.stream().map(p -> figure.applyAsDouble(p.preTrained)).toList());
    var drawn = SeedFigures.of(pairs.stream().map(p -> figure.applyAsDouble(p.drawn)).toList());
    var compared = new LinkedHashMap<String, Object>();
    compared.put("preTrained", pre.told());
    compared.put("drawn", drawn.told());
    compared.put("gain", SeedFigures.gain(pre, drawn).told());
    return compared;
  }

  private Corpus read(Options options) throws IOException {
    return options.corpus == null ? drawn(options.drawn) : read(options, options.corpus);
  }

  private static Corpus drawn(int clips) {
    return new Corpus(
        DrawnFaces.lessons(0, clips),
        DrawnFaces.lessons(clips, UNKNOWN),
        DrawnFaces.MOVES,
        new DrawnFaces());
  }

  private Corpus read(Options options, Path folder) throws IOException {
    var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    List<CSVRecord> records;
    try (var table = format.parse(Files.newBufferedReader(folder.resolve("clips.csv")))) {
      records = table.getRecords();
    }
    var classes = records.stream().map(row -> row.get("label")).distinct().sorted().toList();
    var pictures = new LinkedHashMap<String, List<Path>>();
    var lessons = new LinkedHashMap<String, Lesson>();
    for (var row : records) {
      var file = folder.resolve(row.get("clip"));
      boolean sequence = row.isMapped("sequence");
      var name = row.get(sequence ? "sequence" : "clip");
      pictures.computeIfAbsent(name, _ -> new ArrayList<>()).add(file);
      lessons.putIfAbsent(
          name,
          new Lesson(
              ClipSource.ofMedia(name, sequence ? Modality.IMAGE : modality(file), file),
              classes.indexOf(row.get("label")),
              row.get("speaker")));
    }
    var all = List.copyOf(lessons.values());
    var some = all.subList(0, Math.min(UNKNOWN, all.size()));
    return new Corpus(all, some, classes, senses(options, records, pictures));
  }

  private SensesReader senses(
      Options options, List<CSVRecord> records, Map<String, List<Path>> pictures)
      throws IOException {
    return records.getFirst().isMapped("sequence")
        ? new SequenceFilms(media, pictures, FRAMES)
        : new Heard(
            new MediaSenses(media, options.folder.resolve("features")), new ConcurrentHashMap<>());
  }

  private static Modality modality(Path file) {
    return file.toString().matches("(?i).*\\.(wav|flac|mp3|ogg)") ? Modality.AUDIO : Modality.VIDEO;
  }
}
