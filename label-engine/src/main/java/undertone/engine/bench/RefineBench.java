package undertone.engine.bench;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.engine.refinement.RefinementRecipe;

/// Runs a refinement method on a table with gold labels and says how good it was. Gold is measured
/// against and, unless revealed, never learned.
public final class RefineBench {

  private final BenchEyes eyes;

  public RefineBench(BenchEyes eyes) {
    this.eyes = eyes;
  }

  /// The figures, as one JSON object would hold them.
  ///
  /// @throws IOException if the table or the cache cannot be read or written
  public Map<String, Object> run(RefineBenchOptions options)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    boolean looks =
        looks(options.method()) || (options.gold() > 0 && options.policy() == GoldPolicy.ACTIVE);
    var unrevealed = DescribedTable.read(options, looks, eyes);
    long described = System.nanoTime();
    var table = unrevealed.revealing(unrevealed.choose(options, _ -> true));
    table.mustMeasure(options);
    long chosen = System.nanoTime();
    var memory = new EpochMemory();
    var result = table.refine(options, memory);
    long learned = System.nanoTime();

    var report = report("refine", options, unrevealed);
    report.put("goldPolicy", options.policy().written());
    report.put("device", result.facts().device());
    report.put("clips", table.table().truths().size());
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("rssMbOverEpochs", memory.overEpochs());
    var metrics = RefineFigures.of(table.table(), result);
    metrics.put("featureSeconds", (described - began) / 1e9);
    metrics.put("chooseSeconds", (chosen - described) / 1e9);
    metrics.put("learnSeconds", (learned - chosen) / 1e9);
    report.put("metrics", metrics);
    return report;
  }

  /// Right labels against confirmed clips, for several methods and both ways of choosing the clips.
  ///
  /// A third of the groups is never revealed; all figures are on it, so that curves of different
  /// choices can be compared.
  ///
  /// @throws IOException if the table or the cache cannot be read or written
  public Map<String, Object> curve(RefineBenchOptions options, CurvePlan asked)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    // the table is read for the method that asks most of its voters
    var reading =
        asked.methods().stream()
            .max(Comparator.comparingInt(m -> RefinementRecipe.of(m).voters()))
            .orElseThrow();
    boolean looks =
        asked.policies().contains(GoldPolicy.ACTIVE)
            || asked.methods().stream().anyMatch(RefineBench::looks);
    int most = asked.golds().stream().mapToInt(Integer::intValue).max().orElseThrow();
    var unrevealed = DescribedTable.read(options.by(reading), looks, most, eyes);
    var points = new LearningCurve(unrevealed, options, asked).points();
    if (asked.picture() != null) {
      CurvePicture.of(points).write(asked.picture());
    }
    var report = report("curve", options, unrevealed);
    report.remove("method");
    report.put("device", "cpu");
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("metrics", Map.of("curve", points));
    return report;
  }

  /// What it takes, and what becomes different, if a run goes on from one that knew fewer clips.
  ///
  /// @param newClips the earlier run did not know so many, whole groups by the seed
  /// @throws IOException if the table or the cache cannot be read or written
  public Map<String, Object> growth(RefineBenchOptions options, int newClips)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    var growth =
        new CorpusGrowth(
            DescribedTable.read(options, looks(options.method()), eyes), options, newClips);
    var metrics = growth.figures();
    var report = report("growth", options, growth.described());
    report.put("device", "cpu");
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("metrics", metrics);
    return report;
  }

  private static boolean looks(String method) {
    return RefinementRecipe.of(method).method().looks();
  }

  /// What of the options makes the figures what they are; what was left to the method is left out.
  private static Map<String, Object> asked(RefineBenchOptions options) {
    var asked = new LinkedHashMap<String, Object>();
    put(asked, "voters", options.voters(), options.voters().isEmpty());
    put(asked, "topK", options.topK(), false);
    put(asked, "sampleVotes", options.sampleVotes(), options.sampleVotes() == 0);
    put(asked, "split", options.split(), options.split() == null);
    put(asked, "limit", options.limit(), options.limit() == 0);
    put(asked, "gold", options.gold(), false);
    put(asked, "goldPolicy", options.policy(), options.gold() == 0);
    put(asked, "init", options.start(), false);
    var changes = options.changes();
    put(asked, "loss", changes.loss(), changes.loss() == null);
    put(asked, "epochs", changes.epochs(), changes.epochs() == 0);
    put(asked, "folds", changes.folds(), changes.folds() == 0);
    return asked;
  }

  private static void put(
      Map<String, Object> asked, String name, @Nullable Object value, boolean left) {
    if (value != null && !left) {
      asked.put(name, value instanceof Enum<?> one ? written(one) : value);
    }
  }

  private static String written(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Map<String, Object> report(
      String bench, RefineBenchOptions options, DescribedTable table) {
    var report = new LinkedHashMap<String, Object>();
    report.put("bench", bench);
    report.put("data", options.data().toString());
    report.put("method", options.method());
    report.put("seed", options.seed());
    report.put("features", options.slice().isMat() ? "of the table" : options.faces().written());
    report.put("asked", asked(options));
    var pixels = options.changes().pixels();
    if (pixels != null) {
      report.put("encoder", pixels.written());
    }
    if (!table.maySeen().isEmpty()) {
      report.put("featuresMaySeen", table.maySeen());
    }
    if (table.table().simulatedAnnotators() > 0) {
      report.put("simulatedAnnotators", table.table().simulatedAnnotators());
    }
    report.put("threads", DescribedTable.plan(options).threads());
    report.put("clips", table.table().truths().size());
    report.put("classes", table.table().scheme().labels().size());
    return report;
  }
}
