package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import undertone.corpora.challenge.ClipNames;
import undertone.corpora.challenge.LabelTable;
import undertone.corpora.challenge.MerClass;
import undertone.engine.fusion.FusionAnswers;
import undertone.engine.fusion.FusionFigures;
import undertone.engine.fusion.FusionInput;
import undertone.engine.fusion.FusionRun;
import undertone.engine.refinement.RunListener;

/// Trains a baseline of the MER challenges by folds and says how good it is on clips that took no
/// part, in the figures of the challenges.
public final class FusionBench {
  private final FusionBenchOptions options;
  private final BenchEyes eyes;

  public FusionBench(FusionBenchOptions options, BenchEyes eyes) {
    this.options = options;
    this.eyes = eyes;
  }

  /// The figures, as one JSON object would hold them.
  ///
  /// @throws IOException if labels or features cannot be read, or predictions not written
  public Map<String, Object> run(RunListener listener) throws IOException, InterruptedException {
    long began = System.nanoTime();
    var table = FusionTable.read(options);
    var classes = options.predictions() == null ? List.<MerClass>of() : classes(table.labels());
    var features = new FusionFeatures(table, options.data(), eyes);
    var input = features.input(options.features());
    long described = System.nanoTime();
    var result = FusionRun.of(input, options.plan(), listener);
    var answers = result.aside();
    long learned = System.nanoTime();
    if (options.predictions() != null) {
      write(options.predictions(), answers, input, classes);
    }

    var figures = FusionFigures.of(answers, input);
    var metrics = new LinkedHashMap<String, Object>();
    put(metrics, "", figures);
    put(metrics, "trainVal", FusionFigures.of(result.held(), input));
    metrics.put(
        "bestFoldF1",
        result.folds().stream()
            .mapToDouble(fold -> FusionFigures.of(fold.aside(), input).f1())
            .max()
            .orElseThrow());
    metrics.put("learnedClips", input.clips().stream().filter(clip -> !clip.aside()).count());
    if (input.hasValence()) {
      metrics.put("valenceClips", input.rated());
    }
    metrics.put("testClips", figures.clips());
    metrics.put("featureSeconds", (described - began) / 1e9);
    metrics.put("wallSeconds", (learned - began) / 1e9);

    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "mer");
    report.put("data", options.data().toString());
    report.put("method", options.plan().method().written());
    report.put("seed", options.plan().seed());
    report.put("device", "cpu");
    report.put("threads", options.plan().workers());
    report.put("clips", input.clips().size());
    report.put("classes", input.labels().size());
    report.put("features", features.used());
    if (!features.maySeen().isEmpty()) {
      report.put("featuresMaySeen", features.maySeen());
    }
    report.put("epochs", result.folds().stream().map(fold -> fold.epoch()).toList());
    report.put("wallSeconds", (learned - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("metrics", metrics);
    return report;
  }

  private static void put(Map<String, Object> metrics, String before, FusionFigures figures) {
    metrics.put(name(before, "accuracy"), figures.accuracy());
    metrics.put(name(before, "f1"), figures.f1());
    if (figures.mse() != null) {
      metrics.put(name(before, "mse"), figures.mse());
    }
    metrics.put(name(before, "score"), figures.score());
  }

  private static String name(String before, String figure) {
    return before.isEmpty()
        ? figure
        : before + Character.toUpperCase(figure.charAt(0)) + figure.substring(1);
  }

  /// The class of the challenges that each label is.
  private static List<MerClass> classes(List<String> labels) {
    var classes = new ArrayList<MerClass>();
    for (var label : labels) {
      classes.add(
          MerClass.meant(label)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "\"%s\" is none of the challenges' six classes, so no predictions can be written; leave --predictions out."
                          .formatted(label))));
    }
    return classes;
  }

  private static void write(
      Path file, FusionAnswers answers, FusionInput input, List<MerClass> classes)
      throws IOException {
    var rows = new ArrayList<LabelTable.Row>();
    for (int a = 0; a < answers.size(); a++) {
      var clip = input.clips().get(answers.row(a));
      rows.add(
          new LabelTable.Row(
              0,
              ClipNames.of(clip.name()),
              classes.get(answers.label(a)),
              input.hasValence() ? valence(answers.valence(a)) : null));
    }
    LabelTable.write(file, rows);
  }

  private static double valence(float said) {
    return Math.clamp(said, LabelTable.LEAST_VALENCE, LabelTable.MOST_VALENCE);
  }
}
