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
  private static final double[] STUDENT = {0, 0, 12.706, 4.303, 3.182, 2.776, 2.571}; // 95 %, by n
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
      if (seeds < 2 || seeds >= STUDENT.length || !(labelled > 0 && labelled < 1)) {
        throw new IllegalArgumentException(
            "A bench needs 2 to %d seeds and a share of labels in 0..1, not %d and %s."
                .formatted(STUDENT.length - 1, seeds, labelled));
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

  public List<Row> run(Options options) throws IOException, InterruptedException {
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
    told.accept("UAR: " + difference(rows, RecognitionFigures::uar));
    told.accept("WAR: " + difference(rows, RecognitionFigures::accuracy));
    return List.copyOf(rows);
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

  /// Both means, and their paired difference with its 95 % interval.
  static String difference(List<Row> rows, ToDoubleFunction<RecognitionFigures> figure) {
    int n = rows.size();
    double pre = 0;
    double drawn = 0;
    for (var row : rows) {
      pre += figure.applyAsDouble(row.preTrained) / n;
      drawn += figure.applyAsDouble(row.drawn) / n;
    }
    double squares = 0;
    for (var row : rows) {
      double off =
          figure.applyAsDouble(row.preTrained) - figure.applyAsDouble(row.drawn) - (pre - drawn);
      squares += off * off;
    }
    double half = STUDENT[n] * Math.sqrt(squares / (n - 1) / n);
    return "%.3f pre-trained, %.3f drawn, difference %+.3f ± %.3f"
        .formatted(pre, drawn, pre - drawn, half);
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
