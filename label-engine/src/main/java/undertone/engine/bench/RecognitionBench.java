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
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Modality;
import undertone.corpora.media.MediaDecoder;
import undertone.engine.features.ClipSource;
import undertone.engine.recognition.FineTuning;
import undertone.engine.recognition.Lesson;
import undertone.engine.recognition.MediaSenses;
import undertone.engine.recognition.PreTraining;
import undertone.engine.recognition.RecognitionFigures;
import undertone.engine.recognition.RecognitionPlan;
import undertone.engine.recognition.RecognitionWatch;
import undertone.engine.recognition.SensesReader;
import undertone.engine.recognition.SequenceFilms;

/// What pre-training on all clips of a corpus is worth where few of them have labels: a hosted
/// model is fine-tuned on some subjects and measured on all others, once from what it learned
/// without labels and once from drawn weights; with each seed on the same subjects.
public final class RecognitionBench {
  private static final int FRAMES = 8; // of a film made of pictures: what `tiny` reads

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
  ///   pictures make one clip, in their order, `sequence`
  /// @param folder for what is learned and read; made anew for each bench
  /// @param preEpochs of pre-training
  /// @param epochs of fine-tuning
  /// @param labelled share of the clips whose labels are learned from, 0..1
  /// @param seeds from 1
  public record Options(
      Path corpus,
      Path folder,
      String model,
      int preEpochs,
      int epochs,
      double labelled,
      int seeds) {
    public Options {
      if (seeds < 1 || !(labelled > 0 && labelled < 1)) {
        throw new IllegalArgumentException(
            "A bench needs a seed and a share of labels in 0..1, not %d and %s."
                .formatted(seeds, labelled));
      }
    }
  }

  /// What one seed measured.
  public record Row(long seed, RecognitionFigures preTrained, RecognitionFigures drawn) {}

  private record Corpus(List<Lesson> lessons, List<String> classes, SensesReader senses)
      implements AutoCloseable {
    @Override
    public void close() {
      if (senses instanceof MediaSenses media) {
        media.close();
      }
    }
  }

  /// @return means over seeds with their 95 % intervals, from what was pre-trained, from drawn
  ///   weights, and of the gain seed by seed
  public Map<String, Object> run(Options options) throws IOException, InterruptedException {
    var rows = new ArrayList<Row>();
    try (var corpus = read(options)) {
      for (long seed = 1; seed <= options.seeds; seed++) {
        var folder = options.folder.resolve("seed-" + seed);
        var pre =
            new PreTraining(
                    RecognitionPlan.usual(options.model, "tiny-pretrain")
                        .withEpochs(options.preEpochs)
                        .withSeed(seed),
                    corpus.senses,
                    Device.cpu())
                .run(
                    corpus.lessons.stream().map(Lesson::clip).toList(),
                    folder.resolve("pre"),
                    RecognitionWatch.SILENT);
        var row =
            new Row(
                seed,
                tuned(options, corpus, seed, pre.path(), folder.resolve("from-pre")),
                tuned(options, corpus, seed, null, folder.resolve("from-drawn")));
        rows.add(row);
        told.accept(
            "seed %d: UAR %.3f pre-trained, %.3f drawn; WAR %.3f and %.3f; %d clips learned from, %d held out, %d showed nothing"
                .formatted(
                    seed,
                    row.preTrained.uar(),
                    row.drawn.uar(),
                    row.preTrained.accuracy(),
                    row.drawn.accuracy(),
                    row.drawn.learnedFrom(),
                    row.drawn.heldOut(),
                    row.drawn.nothing()));
      }
    }
    return report(options, rows);
  }

  private static RecognitionFigures tuned(
      Options options, Corpus corpus, long seed, @Nullable Path start, Path folder)
      throws IOException, InterruptedException {
    var plan =
        RecognitionPlan.usual(options.model, "tiny")
            .withEpochs(options.epochs)
            .withSeed(seed)
            .withHeldOut(1 - options.labelled);
    return Objects.requireNonNull(
        new FineTuning(plan, corpus.senses, Device.cpu())
            .run(corpus.lessons, corpus.classes, start, folder, RecognitionWatch.SILENT)
            .figures());
  }

  static Map<String, Object> report(Options options, List<Row> rows) {
    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "pretraining");
    report.put("data", options.corpus.toString());
    report.put("model", options.model);
    report.put("preEpochs", options.preEpochs);
    report.put("epochs", options.epochs);
    report.put("labelled", options.labelled);
    report.put("learnedFrom", rows.stream().map(row -> row.drawn.learnedFrom()).toList());
    report.put("heldOut", rows.stream().map(row -> row.drawn.heldOut()).toList());
    report.put("uar", compared(rows, RecognitionFigures::uar));
    report.put("war", compared(rows, RecognitionFigures::accuracy));
    return report;
  }

  private static Map<String, Object> compared(
      List<Row> rows, ToDoubleFunction<RecognitionFigures> figure) {
    var pre = SeedFigures.of(rows.stream().map(r -> figure.applyAsDouble(r.preTrained)).toList());
    var drawn = SeedFigures.of(rows.stream().map(r -> figure.applyAsDouble(r.drawn)).toList());
    var compared = new LinkedHashMap<String, Object>();
    compared.put("preTrained", pre.told());
    compared.put("drawn", drawn.told());
    compared.put("gain", SeedFigures.gain(pre, drawn).told());
    return compared;
  }

  private Corpus read(Options options) throws IOException {
    var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    List<CSVRecord> records;
    try (var table = format.parse(Files.newBufferedReader(options.corpus.resolve("clips.csv")))) {
      records = table.getRecords();
    }
    var classes = records.stream().map(row -> row.get("label")).distinct().sorted().toList();
    var pictures = new LinkedHashMap<String, List<Path>>();
    var lessons = new LinkedHashMap<String, Lesson>();
    for (var row : records) {
      var file = options.corpus.resolve(row.get("clip"));
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
    return new Corpus(List.copyOf(lessons.values()), classes, senses(options, records, pictures));
  }

  private SensesReader senses(
      Options options, List<CSVRecord> records, Map<String, List<Path>> pictures)
      throws IOException {
    return records.getFirst().isMapped("sequence")
        ? new SequenceFilms(media, pictures, FRAMES)
        : new MediaSenses(media, options.folder.resolve("features"));
  }

  private static Modality modality(Path file) {
    return file.toString().matches("(?i).*\\.(wav|flac|mp3|ogg)") ? Modality.AUDIO : Modality.VIDEO;
  }
}
