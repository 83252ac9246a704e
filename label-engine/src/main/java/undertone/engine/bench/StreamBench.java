package undertone.engine.bench;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Label;
import undertone.corpora.Modality;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.ClipsCsv;
import undertone.corpora.manifest.RowResult;
import undertone.corpora.manifest.TableRules;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.track.Measure;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.ModalityCard;
import undertone.engine.features.ClipSource;
import undertone.engine.features.SpeechFrames;
import undertone.engine.frames.FrameCard;
import undertone.engine.frames.FrameLesson;
import undertone.engine.frames.StreamTraining;
import undertone.engine.frames.StreamedClips;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.Source;
import undertone.engine.recognition.RecognitionFigures;
import undertone.engine.recognition.RecognitionWatch;

/// Measures what a fusion of features makes of sounds of people whom it never heard: trained as it
/// is on a corpus, with cepstra of the voice as its one stream.
///
/// Expressions are labels. Valence and arousal of a clip are the places of its label in the scheme,
/// made of the labels: how they are told says how a head learns, not how well they are heard.
public final class StreamBench {
  private static final double RATE_HZ = 100; // of cepstra

  private static final List<Source> SOURCES =
      List.of(
          new Source(
              new ModalityCard(
                  "audio", "cepstra", SpeechFrames.CEPSTRA, ModalityCard.Level.SEQUENCE, RATE_HZ),
              ""));

  private static final Map<String, ToDoubleFunction<Outcome>> FIGURES = figures();

  private static Map<String, ToDoubleFunction<Outcome>> figures() {
    var figures = new LinkedHashMap<String, ToDoubleFunction<Outcome>>();
    figures.put("war", outcome -> outcome.figures.accuracy());
    figures.put("uar", outcome -> outcome.figures.uar());
    figures.put("weightedF1", outcome -> outcome.figures.weightedF1());
    figures.put("ece", outcome -> outcome.figures.ece());
    figures.put("framesF1", outcome -> or0(outcome.card.figures().expression()));
    figures.put("valenceCcc", outcome -> or0(outcome.card.figures().valence()));
    figures.put("arousalCcc", outcome -> or0(outcome.card.figures().arousal()));
    figures.put("seconds", Outcome::seconds);
    return figures;
  }

  private static double or0(@Nullable Double figure) {
    return figure == null ? 0 : figure;
  }

  private final StreamBenchOptions options;
  private final MediaDecoder media;

  public StreamBench(StreamBenchOptions options, MediaDecoder media) {
    this.options = options;
    this.media = media;
  }

  /// What a seed came to.
  ///
  /// @param seconds of learning and measuring, on the clock
  private record Outcome(RecognitionFigures figures, FrameCard card, double seconds) {}

  /// The figures, as one JSON object would hold them.
  public Map<String, Object> run() throws IOException {
    long began = System.nanoTime();
    var rows = rows();
    var classes =
        options.scheme().labels().stream()
            .map(Label::id)
            .filter(label -> rows.stream().anyMatch(row -> label.equals(row.gold())))
            .toList();
    var lessons = new ArrayList<FrameLesson>();
    var clips = heard(rows, classes, lessons);
    var outcomes = new ArrayList<Outcome>();
    for (int s = 0; s < options.seeds(); s++) {
      var course = options.course().withSeed(options.course().seed() + s);
      var folder = Files.createTempDirectory("undertone-streams");
      try {
        long start = System.nanoTime();
        var learned =
            new StreamTraining(course, Device.cpu())
                .run(lessons, classes, clips, folder, RecognitionWatch.SILENT);
        var figures = Objects.requireNonNull(learned.figures(), "of a model that tells labels");
        var outcome =
            new Outcome(figures, FrameCard.read(folder), (System.nanoTime() - start) / 1e9);
        outcomes.add(outcome);
        System.err.printf(
            "seed %d: UAR %.3f in %.0f s%n", course.seed(), figures.uar(), outcome.seconds);
      } finally {
        remove(folder);
      }
    }

    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "abaw");
    report.put("model", options.course().model());
    report.put("size", options.course().size());
    report.put("data", options.data().toString());
    report.put("seed", options.course().seed());
    report.put("seeds", options.seeds());
    report.put("device", "cpu");
    report.put("threads", 1);
    report.put("clips", lessons.size());
    report.put("clipsMeasured", outcomes.stream().map(one -> one.figures.heldOut()).toList());
    report.put("speakers", lessons.stream().map(FrameLesson::group).distinct().count());
    report.put("classes", classes.size());
    report.put("epochs", options.course().epochs());
    report.put("rate", options.course().learningRate());
    report.put("missing", options.course().missing());
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    var metrics = new LinkedHashMap<String, Object>();
    FIGURES.forEach((name, figure) -> metrics.put(name, SeedFigures.of(outcomes, figure).told()));
    report.put("metrics", metrics);
    return report;
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<ClipRow> rows() throws IOException {
    var rows = new ArrayList<ClipRow>();
    var file = options.data().resolve(TableSlice.TABLE);
    try (var csv = ClipsCsv.open(file, TableRules.under(options.scheme()))) {
      for (var result : csv) {
        if (result instanceof RowResult.Good(var row)
            && row.gold() != null
            && row.speaker() != null) {
          rows.add(row);
        }
      }
    }
    return Stratified.drawn(
        rows,
        row -> Objects.requireNonNullElse(row.gold(), ""),
        options.limit(),
        options.course().seed());
  }

  /// Streams of the sounds; a file that holds no sound is left out.
  ///
  /// @param lessons takes up what is known of each
  private StreamedClips heard(List<ClipRow> rows, List<String> classes, List<FrameLesson> lessons)
      throws IOException {
    var known = new DescribedClips(SOURCES);
    var micros = new HashMap<String, Long>();
    for (var row : rows) {
      var file = options.data().resolve(row.source());
      var sound = media.mono(file, SpeechFrames.RATE_HZ);
      if (sound.length > 0) {
        known.put(0, row.name(), steps(SpeechFrames.cepstra(SpeechFrames.mel(sound))));
        micros.put(row.name(), Math.round(sound.length * 1e6 / SpeechFrames.RATE_HZ));
        lessons.add(
            new FrameLesson(
                ClipSource.ofMedia(row.name(), Modality.AUDIO, file),
                classes.indexOf(row.gold()),
                Objects.requireNonNullElse(row.speaker(), row.name()),
                List.of(),
                places(row)));
      }
    }
    return new StreamedClips(known, micros);
  }

  private static ClipSteps steps(float[][] cepstra) {
    var steps = new float[cepstra.length * SpeechFrames.CEPSTRA];
    for (int t = 0; t < cepstra.length; t++) {
      System.arraycopy(cepstra[t], 0, steps, t * SpeechFrames.CEPSTRA, SpeechFrames.CEPSTRA);
    }
    return ClipSteps.of(SpeechFrames.CEPSTRA, steps);
  }

  private Map<Measure, Double> places(ClipRow row) {
    var places = new HashMap<Measure, Double>();
    int index = options.scheme().indexOf(Objects.requireNonNullElse(row.gold(), ""));
    var label = options.scheme().labels().get(index);
    if (label.valence() != null) {
      places.put(Measure.VALENCE, label.valence());
    }
    if (label.arousal() != null) {
      places.put(Measure.AROUSAL, label.arousal());
    }
    return places;
  }
}
