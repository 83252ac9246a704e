package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import undertone.corpora.Label;
import undertone.corpora.Modality;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureExtractor;
import undertone.engine.features.FeatureProgress;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.Auroc;
import undertone.engine.metrics.CalibrationError;
import undertone.engine.metrics.FlagQuality;
import undertone.engine.metrics.GivenLabelBaseline;
import undertone.engine.metrics.ReviewLift;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.ClipOutcome;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.RefinementInput;
import undertone.engine.refinement.RefinementPlan;
import undertone.engine.refinement.RefinementRecipe;
import undertone.engine.refinement.RefinementResult;
import undertone.engine.refinement.RunListener;

/// Runs a refinement method on a table with gold labels and says how good it was. Gold is measured
/// against and, unless revealed, never learned.
public final class RefineBench {

  private static final int BASELINE_FOLDS = 5;

  private final List<FeatureExtractor> extractors;
  private final FeatureCache cache;

  public RefineBench(List<FeatureExtractor> extractors, FeatureCache cache) {
    this.extractors = List.copyOf(extractors);
    this.cache = cache;
  }

  /// The figures, as one JSON object would hold them.
  ///
  /// @throws IOException if the table or the cache cannot be read or written
  public Map<String, Object> run(RefineBenchOptions options)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    var table = BenchTable.read(options);
    if (table.truths().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no clip with both a gold label and a vote of %s; nothing can be measured."
              .formatted(options.data(), options.voters()));
    }
    var sources = table.rows().stream().map(r -> source(options.data(), r)).toList();
    var recipe = RefinementRecipe.of(options.method());
    var vectors =
        recipe.method().looks()
            ? new ClipFeatures(extractors, cache, 2).vectors(sources, FeatureProgress.SILENT)
            : null;
    long described = System.nanoTime();
    var input =
        new RefinementInput(
            table.scheme().labels().stream().map(Label::id).toList(),
            table.clips(),
            FeatureTable.of(vectors == null ? new float[sources.size()][1] : vectors.x()));
    var plan = plan(options);
    var result = recipe.refinement().run(input, plan, Checkpoints.inMemory(), RunListener.SILENT);
    long learned = System.nanoTime();

    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "refine");
    report.put("data", options.data().toString());
    report.put("method", options.method());
    report.put("seed", options.seed());
    report.put("features", options.faces().written());
    if (vectors != null && !vectors.mayHaveSeen(extractors).isEmpty()) {
      report.put("featuresMaySeen", vectors.mayHaveSeen(extractors));
    }
    if (table.simulatedAnnotators() > 0) {
      report.put("simulatedAnnotators", table.simulatedAnnotators());
    }
    report.put("device", result.facts().device());
    report.put("threads", plan.threads());
    report.put("clips", table.truths().size());
    report.put("classes", table.scheme().labels().size());
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", peakRssMb());
    var metrics = metrics(table, result);
    metrics.put("featureSeconds", (described - began) / 1e9);
    metrics.put("learnSeconds", (learned - described) / 1e9);
    report.put("metrics", metrics);
    return report;
  }

  private static RefinementPlan plan(RefineBenchOptions options) {
    var plan = RefinementPlan.DEFAULT.withSeed(options.seed()).startingFrom(options.start());
    return options.epochs() == 0 ? plan : plan.withEpochs(options.epochs());
  }

  private static ClipSource source(Path data, ClipRow row) {
    var file = data.resolve(row.source());
    var text = row.text("en").or(() -> row.texts().values().stream().findFirst()).orElse(null);
    return Files.isRegularFile(file)
        ? new ClipSource(row.name(), modality(row.source()), file, null, text, "en")
        : ClipSource.ofText(row.name(), text == null ? row.name() : text);
  }

  private static Modality modality(String path) {
    var ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "png", "jpg", "jpeg", "bmp", "webp", "gif" -> Modality.IMAGE;
      case "wav", "mp3", "flac", "ogg", "m4a" -> Modality.AUDIO;
      case "txt" -> Modality.TEXT;
      default -> Modality.VIDEO;
    };
  }

  /// One measured clip.
  private record Case(int truth, int first, int proposed, boolean missing, ClipOutcome outcome) {}

  private static Map<String, Object> metrics(BenchTable table, RefinementResult result) {
    var cases = new ArrayList<Case>();
    var groups = new ArrayList<String>();
    var groupOf = new LinkedHashMap<String, String>();
    table.clips().forEach(c -> groupOf.put(c.id(), c.group()));
    for (var outcome : result.clips()) {
      var truth = table.truths().get(outcome.clip());
      var first = table.firstChoice().get(outcome.clip());
      if (truth != null && first != null) {
        cases.add(
            new Case(
                table.scheme().indexOf(truth),
                table.scheme().indexOf(first),
                table.scheme().indexOf(outcome.proposed()),
                !outcome.original().contains(truth),
                outcome));
        groups.add(groupOf.getOrDefault(outcome.clip(), outcome.clip()));
      }
    }
    int n = cases.size();
    var truths = cases.stream().mapToInt(Case::truth).toArray();
    var firsts = cases.stream().mapToInt(Case::first).toArray();
    var noise = cases.stream().mapToDouble(c -> c.outcome().noiseProbability()).toArray();
    var missing = new boolean[n];
    var flagged = new boolean[n];
    var fold = new int[n];
    int missingAfter = 0;
    for (int i = 0; i < n; i++) {
      var one = cases.get(i);
      missing[i] = one.missing();
      flagged[i] = one.outcome().flagged();
      fold[i] = Math.floorMod(groups.get(i).hashCode(), BASELINE_FOLDS);
      var truth = table.scheme().labels().get(one.truth()).id();
      missingAfter += one.outcome().refined().contains(truth) ? 0 : 1;
    }
    var flags = FlagQuality.of(flagged, missing);
    var metrics = new LinkedHashMap<String, Object>();
    metrics.put("accuracyBefore", Accuracy.of(firsts, truths));
    metrics.put(
        "accuracyAfter", Accuracy.of(cases.stream().mapToInt(Case::proposed).toArray(), truths));
    metrics.put("truthMissingBefore", share(missing));
    metrics.put("truthMissingAfter", (double) missingAfter / n);
    metrics.put("aurocNoise", Auroc.of(noise, missing));
    metrics.put(
        "aurocGivenLabel",
        GivenLabelBaseline.auroc(
            firsts, missing, fold, table.scheme().labels().size(), BASELINE_FOLDS));
    metrics.put("flagPrecision", flags.precision().value());
    metrics.put("flagRecall", flags.recall().value());
    metrics.put("reviewTop10Lift", ReviewLift.topTenth(noise, missing));
    metrics.put("ece", CalibrationError.of(noise, missing));
    metrics.put("partialRate", result.facts().partialRate());
    metrics.put("noiseRate", result.facts().noiseRate());
    metrics.put("perClass", perClass(table, cases));
    return metrics;
  }

  private static Map<String, Object> perClass(BenchTable table, List<Case> cases) {
    var perClass = new LinkedHashMap<String, Object>();
    for (int label = 0; label < table.scheme().labels().size(); label++) {
      int k = label;
      var mine = cases.stream().filter(c -> c.truth() == k).toList();
      if (!mine.isEmpty()) {
        perClass.put(
            table.scheme().labels().get(k).id(),
            Map.of(
                "clips",
                mine.size(),
                "accuracyBefore",
                (double) mine.stream().filter(c -> c.first() == k).count() / mine.size(),
                "accuracyAfter",
                (double) mine.stream().filter(c -> c.proposed() == k).count() / mine.size()));
      }
    }
    return perClass;
  }

  private static double share(boolean[] flags) {
    int set = 0;
    for (boolean flag : flags) {
      set += flag ? 1 : 0;
    }
    return (double) set / flags.length;
  }

  /// Highest resident memory of this process, -1 where the system does not tell.
  public static long peakRssMb() throws IOException {
    var status = Path.of("/proc/self/status");
    Optional<String> line =
        Files.exists(status)
            ? Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM")).findFirst()
            : Optional.empty();
    return line.map(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024).orElse(-1L);
  }
}
