package undertone.engine.bench;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.contract.Dialogue;
import undertone.engine.contract.LengthBuckets;
import undertone.engine.features.FeatureCache;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.WeightedF1;
import undertone.models.Adam;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.gcnet.GCNetConfig;
import undertone.models.missing.MissingSimulator;

/// Measures the graph completion network on conversations of real people, of which the text is at
/// hand: against the same network whose turns do not hear each other, and, as parts go missing,
/// against filling gaps with zeros and with means.
///
/// All methods meet the same gaps. While learning they are drawn anew in each epoch; where models
/// are chosen and measured they stay.
public final class TalkBench {
  private static final int MEASURED_AT_ONCE = 16; // conversations
  private static final double DECAY = 1e-5; // of the authors

  private final TalkBenchOptions options;
  private final FeatureCache cache;

  /// @param cache keeps what sentence encoders say
  public TalkBench(TalkBenchOptions options, FeatureCache cache) {
    this.options = options;
    this.cache = cache;
  }

  /// What one model came to.
  ///
  /// @param restoration squared error of removed numbers
  private record Outcome(double f1, double accuracy, double restoration) {}

  /// The figures, as one JSON object would hold them.
  public Map<String, Object> run() throws IOException, InterruptedException {
    long began = System.nanoTime();
    var table = TalkTable.read(options.data(), options.test(), options.limit(), options.seed());
    var seen = table.seen(options.views(), cache);
    var widths = seen.stream().map(view -> view.values().iterator().next().length).toList();
    double encoded = (System.nanoTime() - began) / 1e9;

    var metrics = new LinkedHashMap<String, Object>();
    var words = new TalkBatches(table, seen.subList(0, 1), widths.subList(0, 1));
    metrics.put(options.views().getFirst().written(), compared(words, List.of(0.0), null));
    if (options.views().size() > 1) {
      var drawing =
          new LineDrawing(
              "%s: emotions of turns as views go missing".formatted(options.data().getFileName()),
              "share of (turn, view) cells that is missing",
              "weighted F1");
      metrics.put(
          "views", compared(new TalkBatches(table, seen, widths), options.rates(), drawing));
      if (options.svg() != null) {
        drawing.write(options.svg());
      }
    }
    metrics.put("encodeSeconds", encoded);

    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "gcnet");
    report.put("data", options.data().toString());
    report.put("method", options.methods().stream().map(TalkMethod::written).toList());
    report.put("views", options.views().stream().map(TextView::written).toList());
    report.put("seed", options.seed());
    report.put("seeds", options.seeds());
    report.put("device", "cpu");
    report.put("threads", 1);
    report.put("clips", table.turns());
    report.put("classes", table.classes());
    report.put("conversationsLearned", table.learned().size());
    report.put("conversationsHeldOut", table.heldOut().size());
    report.put("conversationsMeasured", table.measured().size());
    report.put("people", table.people());
    report.put("epochs", options.epochs());
    report.put("hidden", options.hidden());
    report.put("window", options.window());
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("metrics", metrics);
    return report;
  }

  /// By rate and method.
  private Map<String, Object> compared(
      TalkBatches batches, List<Double> rates, @Nullable LineDrawing drawing) {
    var byMethod = new LinkedHashMap<TalkMethod, List<SeedFigures>>();
    var all = new LinkedHashMap<String, Object>();
    for (double rate : rates) {
      var told = new LinkedHashMap<String, Object>();
      var f1 = new LinkedHashMap<TalkMethod, SeedFigures>();
      for (var method : options.methods()) {
        long began = System.nanoTime();
        var outcomes = new ArrayList<Outcome>();
        for (int s = 0; s < options.seeds(); s++) {
          outcomes.add(learned(method, batches, rate, options.seed() + s));
        }
        double seconds = (System.nanoTime() - began) / 1e9 / options.seeds();
        var weighted = SeedFigures.of(outcomes.stream().map(Outcome::f1).toList());
        f1.put(method, weighted);
        byMethod.computeIfAbsent(method, _ -> new ArrayList<>()).add(weighted);
        told.put(method.written(), figures(outcomes, weighted, seconds));
      }
      told.putAll(gains(f1));
      all.put("missing" + rate, told);
      System.err.printf("missing %.1f: %s%n", rate, shown(f1));
    }
    if (rates.size() > 1) {
      all.put("area", areas(rates, byMethod));
    }
    if (drawing != null) {
      byMethod.forEach((method, line) -> drawing.add(method.written(), rates, line));
    }
    return all;
  }

  /// Area under the weighted F1 over the rates, and how far the graphs' exceeds those of others.
  private static Map<String, Object> areas(
      List<Double> rates, Map<TalkMethod, List<SeedFigures>> byMethod) {
    var areas = new LinkedHashMap<TalkMethod, SeedFigures>();
    byMethod.forEach((method, line) -> areas.put(method, SeedFigures.area(rates, line)));
    var told = new LinkedHashMap<String, Object>();
    areas.forEach((method, area) -> told.put(method.written(), area.told()));
    told.putAll(gains(areas));
    return told;
  }

  private static Map<String, Object> gains(Map<TalkMethod, SeedFigures> figures) {
    var told = new LinkedHashMap<String, Object>();
    var graphs = figures.get(TalkMethod.GRAPHS);
    if (graphs != null) {
      figures.forEach((method, figure) -> {
        if (method != TalkMethod.GRAPHS) {
          told.put("gcnetOver:" + method.written(), SeedFigures.gain(graphs, figure).told());
        }
      });
    }
    return told;
  }

  private static String shown(Map<TalkMethod, SeedFigures> f1) {
    var words = new ArrayList<String>();
    f1.forEach((method, figure) ->
        words.add("%s %.4f ± %.4f".formatted(method.written(), figure.mean(), figure.spread())));
    return String.join(", ", words);
  }

  private static Map<String, Object> figures(
      List<Outcome> outcomes, SeedFigures f1, double seconds) {
    var told = new LinkedHashMap<String, Object>();
    told.put("weightedF1", f1.told());
    told.put("accuracy", SeedFigures.of(outcomes.stream().map(Outcome::accuracy).toList()).told());
    told.put(
        "restorationError",
        SeedFigures.of(outcomes.stream().map(Outcome::restoration).toList()).told());
    told.put("secondsPerSeed", seconds);
    return told;
  }

  private Outcome learned(TalkMethod method, TalkBatches batches, double rate, long seed) {
    var table = batches.table();
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed((int) seed);
      var config =
          new GCNetConfig(
              batches.widths(),
              table.people(),
              table.classes(),
              options.hidden(),
              options.window(),
              options.window(),
              false,
              GCNetConfig.Fusion.SUM_OF_BRANCHES,
              0.5f,
              GCNetConfig.Padding.SKIPPED);
      var model =
          TalkModel.of(method, config, batches.mean(manager), options.lambda(), manager, seed);
      var adam = new Adam(model.weights(), DECAY);
      var lengths = table.learned().stream().map(Dialogue::length).toList();
      double best = -1;
      var outcome = new Outcome(0, 0, 0);
      for (int epoch = 1; epoch <= options.epochs(); epoch++) {
        var gaps = new MissingSimulator(seed, "train", epoch);
        for (var places : LengthBuckets.of(lengths, options.batch(), 1000 * seed + epoch)) {
          var talks = places.stream().map(table.learned()::get).toList();
          learn(model, adam, batches, talks, gaps, rate, manager);
        }
        double chosen = measured(model, batches, table.heldOut(), "valid", rate, manager).f1();
        if (chosen > best) {
          best = chosen;
          outcome = measured(model, batches, table.measured(), "test", rate, manager);
        }
      }
      return outcome;
    }
  }

  private void learn(
      TalkModel model,
      Adam adam,
      TalkBatches batches,
      List<Dialogue> talks,
      MissingSimulator gaps,
      double rate,
      NDManager manager) {
    if (talks.stream().noneMatch(t -> t.turns().stream().anyMatch(r -> r.gold() != null))) {
      return; // nothing to learn by
    }
    try (var _ = new NDScope()) {
      try (var gradients = new Gradients()) {
        var batch = batches.of(talks, gaps, rate, manager);
        gradients.backward(model.loss(batch.talk(), batch.classes(), batch.labelled()));
      }
      adam.step(options.rate());
    }
  }

  /// With gaps that hang on the bench's seed alone, so that all models meet the same ones.
  private Outcome measured(
      TalkModel model,
      TalkBatches batches,
      List<Dialogue> talks,
      String split,
      double rate,
      NDManager manager) {
    var gaps = MissingSimulator.fixed(options.seed(), split);
    var guesses = new ArrayList<Integer>();
    var truths = new ArrayList<Integer>();
    double wrong = 0;
    long turns = 0;
    var inOrder = talks.stream().sorted(Comparator.comparingInt(Dialogue::length)).toList();
    for (int from = 0; from < inOrder.size(); from += MEASURED_AT_ONCE) {
      var some = inOrder.subList(from, Math.min(inOrder.size(), from + MEASURED_AT_ONCE));
      try (var _ = new NDScope()) {
        var batch = batches.of(some, gaps, rate, manager);
        var best = model.logits(batch.talk(), false).argMax(2).toLongArray();
        var classes = batch.classes().toLongArray();
        var labelled = batch.labelled().toFloatArray();
        IntStream.range(0, best.length)
            .filter(i -> labelled[i] == 1)
            .forEach(i -> {
              guesses.add((int) best[i]);
              truths.add((int) classes[i]);
            });
        int length = some.stream().mapToInt(Dialogue::length).sum();
        wrong += rate == 0 ? 0 : length * model.restorationError(batch.talk());
        turns += length;
      }
    }
    var said = guesses.stream().mapToInt(Integer::intValue).toArray();
    var right = truths.stream().mapToInt(Integer::intValue).toArray();
    return new Outcome(
        WeightedF1.of(said, right, batches.table().classes()),
        Accuracy.of(said, right),
        wrong / turns);
  }
}
