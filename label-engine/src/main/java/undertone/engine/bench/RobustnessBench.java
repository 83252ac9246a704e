package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import undertone.engine.corruption.WorsenedCopies;
import undertone.engine.corruption.WorsenedCopies.Harm;
import undertone.engine.features.ClipSource;
import undertone.engine.fusion.FusionClip;
import undertone.engine.fusion.FusionFigures;
import undertone.engine.fusion.FusionRun;
import undertone.engine.refinement.RunListener;

/// What noise and blur cost a baseline of the MER challenges: it learns from clips as they are, or
/// as bad as the tracks called NOISE draw them, and is measured on the same clips at every ratio
/// and every blur.
public final class RobustnessBench {
  private final FusionBenchOptions options;
  private final boolean matched;
  private final WorsenedCopies copies;
  private final BenchEyes eyes;

  /// @param options of which nothing is predicted
  /// @param matched whether clips to learn from are made worse as well
  public RobustnessBench(
      FusionBenchOptions options, boolean matched, WorsenedCopies copies, BenchEyes eyes) {
    this.options = options;
    this.matched = matched;
    this.copies = copies;
    this.eyes = eyes;
  }

  /// Clips as they are, and copies of those that are measured on.
  ///
  /// @param harms of each clip
  private record Harmed(FusionTable table, List<Harm> harms) {}

  /// The figures, as one JSON object would hold them.
  ///
  /// @param csv where to write a line for each harm too; null = nowhere
  /// @throws IOException if clips cannot be read or copies not written
  public Map<String, Object> run(RunListener listener, @Nullable Path csv)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    var harmed = harmed(FusionTable.read(options));
    var features = new FusionFeatures(harmed.table, options.data(), eyes);
    var input = features.input(options.features());
    var answers = FusionRun.of(input, options.plan(), listener).aside();
    var figures = new LinkedHashMap<Harm, FusionFigures>();
    for (var harm : harmed.harms.stream().distinct().toList()) {
      figures.put(
          harm, FusionFigures.of(answers, input, row -> harmed.harms.get(row).equals(harm)));
    }
    if (csv != null) {
      write(csv, figures);
    }

    double seconds = (System.nanoTime() - began) / 1e9;
    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "robustness");
    report.put("data", options.data().toString());
    report.put("method", options.plan().method().written());
    report.put("learned", matched ? "made worse" : "as they are");
    report.put("seed", options.plan().seed());
    report.put("device", "cpu");
    report.put("threads", options.plan().workers());
    report.put("clips", input.clips().size());
    report.put("classes", input.labels().size());
    report.put("features", features.used());
    report.put("wallSeconds", seconds);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("metrics", metrics(figures, seconds));
    return report;
  }

  private Harmed harmed(FusionTable plain) throws IOException {
    var clips = new ArrayList<FusionClip>();
    var sources = new ArrayList<ClipSource>();
    var harms = new ArrayList<Harm>();
    for (int i = 0; i < plain.sources().size(); i++) {
      var clip = plain.clips().get(i);
      var source = plain.sources().get(i);
      clips.add(clip);
      sources.add(matched && !clip.aside() ? drawn(source) : source);
      harms.add(Harm.NONE);
      for (var harm : clip.aside() ? Harm.of(source.modality()) : List.<Harm>of()) {
        copies
            .of(source, harm)
            .ifPresent(copy -> {
              clips.add(named(copy.clip(), clip));
              sources.add(copy);
              harms.add(harm);
            });
      }
    }
    if (harms.stream().allMatch(Harm.NONE::equals)) {
      throw new IllegalArgumentException(
          "None of the clips of %s is seen or heard, so nothing can be made worse."
              .formatted(options.data()));
    }
    return new Harmed(new FusionTable(plain.labels(), clips, sources), harms);
  }

  private ClipSource drawn(ClipSource source) throws IOException {
    return copies.of(source, copies.drawn(source)).orElse(source);
  }

  private static FusionClip named(String name, FusionClip clip) {
    return new FusionClip(name, clip.group(), clip.label(), clip.valence(), true);
  }

  /// `f1Clean`, `accuracyClean`, `f1Snr10`, …, `f1Blur2`, …, `f1Snr5Blur4`.
  private static Map<String, Object> metrics(
      SequencedMap<Harm, FusionFigures> figures, double seconds) {
    var metrics = new LinkedHashMap<String, Object>();
    figures.forEach((harm, figure) -> {
      metrics.put("f1" + place(harm), figure.f1());
      metrics.put("accuracy" + place(harm), figure.accuracy());
      if (figure.mse() != null) {
        metrics.put("mse" + place(harm), figure.mse());
      }
      metrics.put("clips" + place(harm), figure.clips());
    });
    metrics.put("wallSeconds", seconds);
    return metrics;
  }

  private static String place(Harm harm) {
    var noise = harm.snrDb() == null ? "" : "Snr" + harm.snrDb();
    var blur = harm.blur() == 1 ? "" : "Blur" + harm.blur();
    return noise.isEmpty() && blur.isEmpty() ? "Clean" : noise + blur;
  }

  private static void write(Path csv, SequencedMap<Harm, FusionFigures> figures)
      throws IOException {
    try (var out = Files.newBufferedWriter(csv);
        var printer = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get().print(out)) {
      printer.printRecord("snr", "blur", "clips", "accuracy", "f1", "mse", "score");
      for (var harm : figures.sequencedEntrySet()) {
        var figure = harm.getValue();
        printer.printRecord(
            harm.getKey().snrDb(),
            harm.getKey().blur(),
            figure.clips(),
            figure.accuracy(),
            figure.f1(),
            figure.mse(),
            figure.score());
      }
    }
  }
}
