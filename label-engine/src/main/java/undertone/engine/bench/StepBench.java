package undertone.engine.bench;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.contract.LengthBuckets;
import undertone.engine.features.FeatureCache;
import undertone.models.Adam;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.emt.EmtLoss;
import undertone.models.emt.EmtNet;
import undertone.models.emt.SentimentScores;
import undertone.models.missing.MissingSimulator;

/// Measures what restoration is worth to the multimodal transformer as steps go missing: real
/// transcripts beside companions that are made up ([SpokenClips]).
///
/// Gaps hang on clips and the bench's seed; they are the same for all models and epochs, as in the
/// authors' code.
public final class StepBench {
  private static final int MEASURED_AT_ONCE = 64; // clips

  private final StepBenchOptions options;
  private final FeatureCache cache;

  /// @param cache keeps vectors of words
  public StepBench(StepBenchOptions options, FeatureCache cache) {
    this.options = options;
    this.cache = cache;
  }

  /// What one network came to on clips that took no part.
  ///
  /// @param error mean absolute, in units of the corpus
  /// @param sign share of clips told on the right side of 0, without those of exactly 0
  private record Outcome(double error, double correlation, double sign, double f1) {}

  private static final Map<String, ToDoubleFunction<Outcome>> FIGURES = figures();

  private static Map<String, ToDoubleFunction<Outcome>> figures() {
    var figures = new LinkedHashMap<String, ToDoubleFunction<Outcome>>();
    figures.put("mae", Outcome::error);
    figures.put("correlation", Outcome::correlation);
    figures.put("accuracy2", Outcome::sign);
    figures.put("f1", Outcome::f1);
    return figures;
  }

  /// The figures, as one JSON object would hold them.
  public Map<String, Object> run() throws IOException, InterruptedException {
    long began = System.nanoTime();
    var clips =
        SpokenClips.read(options.data(), options.limit(), options.haze(), options.seed(), cache);
    double encoded = (System.nanoTime() - began) / 1e9;
    var outcomes = new LinkedHashMap<StepRestoration, List<List<Outcome>>>();
    for (double rate : options.rates()) {
      for (var restoration : options.restorations()) {
        var bySeed = new ArrayList<Outcome>();
        for (int s = 0; s < options.seeds(); s++) {
          bySeed.add(learned(restoration, clips, rate, options.seed() + s));
        }
        outcomes.computeIfAbsent(restoration, _ -> new ArrayList<>()).add(bySeed);
        System.err.printf(
            "missing %.1f, restoration %s: error %.4f%n",
            rate,
            restoration.written(),
            bySeed.stream().mapToDouble(Outcome::error).average().orElse(Double.NaN));
      }
    }
    if (options.svg() != null) {
      draw(outcomes);
    }

    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "emt");
    report.put("data", options.data().toString());
    report.put("method", options.restorations().stream().map(StepRestoration::written).toList());
    report.put("seed", options.seed());
    report.put("seeds", options.seeds());
    report.put("device", "cpu");
    report.put("threads", 1);
    report.put("clips", clips.learned().size() + clips.heldOut().size() + clips.measured().size());
    report.put("clipsLearned", clips.learned().size());
    report.put("clipsMeasured", clips.measured().size());
    report.put("words", clips.byName().size());
    report.put("epochs", options.epochs());
    report.put("haze", options.haze());
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    var metrics = new LinkedHashMap<String, Object>();
    metrics.put("alwaysTheMean", alwaysTheMean(clips));
    metrics.put("byRate", byRate(outcomes));
    if (options.rates().size() > 1) {
      metrics.put("area", areas(outcomes));
    }
    metrics.put("encodeSeconds", encoded);
    report.put("metrics", metrics);
    return report;
  }

  /// Mean absolute error of saying the mean of the clips learned from.
  private static double alwaysTheMean(SpokenClips clips) {
    double mean = clips.learned().stream().mapToDouble(SpokenClips::valence).average().orElse(0);
    return clips.measured().stream()
        .mapToDouble(row -> Math.abs(SpokenClips.valence(row) - mean))
        .average()
        .orElse(Double.NaN);
  }

  private Map<String, Object> byRate(Map<StepRestoration, List<List<Outcome>>> outcomes) {
    var all = new LinkedHashMap<String, Object>();
    for (int r = 0; r < options.rates().size(); r++) {
      int place = r;
      var told = new LinkedHashMap<String, Object>();
      outcomes.forEach((restoration, byRate) -> {
        var figures = new LinkedHashMap<String, Object>();
        FIGURES.forEach(
            (name, figure) -> figures.put(name, SeedFigures.of(byRate.get(place), figure).told()));
        told.put(restoration.written(), figures);
      });
      outcomes.forEach((restoration, byRate) -> {
        var off = outcomes.get(StepRestoration.OFF);
        if (off != null && restoration != StepRestoration.OFF) {
          told.put(
              "maeSaved:" + restoration.written(),
              SeedFigures.gain(
                      SeedFigures.of(off.get(place), Outcome::error),
                      SeedFigures.of(byRate.get(place), Outcome::error))
                  .told());
        }
      });
      all.put("missing" + options.rates().get(r), told);
    }
    return all;
  }

  /// Area under each figure over the rates, seed by seed.
  private Map<String, Object> areas(Map<StepRestoration, List<List<Outcome>>> outcomes) {
    var areas = new LinkedHashMap<StepRestoration, Map<String, SeedFigures>>();
    outcomes.forEach((restoration, byRate) -> {
      var figures = new LinkedHashMap<String, SeedFigures>();
      FIGURES.forEach((name, figure) -> {
        var scores = byRate.stream().map(bySeed -> SeedFigures.of(bySeed, figure)).toList();
        figures.put(name, SeedFigures.area(options.rates(), scores));
      });
      areas.put(restoration, figures);
    });
    var told = new LinkedHashMap<String, Object>();
    areas.forEach((restoration, figures) -> {
      var all = new LinkedHashMap<String, Object>();
      figures.forEach((name, figure) -> all.put(name, figure.told()));
      var off = areas.get(StepRestoration.OFF);
      if (off != null && restoration != StepRestoration.OFF) {
        all.put(
            "maeSaved",
            SeedFigures.gain(
                    Objects.requireNonNull(off.get("mae")),
                    Objects.requireNonNull(figures.get("mae")))
                .told());
      }
      told.put(restoration.written(), all);
    });
    return told;
  }

  private void draw(Map<StepRestoration, List<List<Outcome>>> outcomes) throws IOException {
    var drawing =
        new LineDrawing(
            "%s: valence as steps go missing".formatted(options.data().getFileName()),
            "share of steps that is missing",
            "mean absolute error");
    outcomes.forEach((restoration, byRate) ->
        drawing.add(
            "restoration " + restoration.written(),
            options.rates(),
            byRate.stream().map(bySeed -> SeedFigures.of(bySeed, Outcome::error)).toList()));
    drawing.write(Objects.requireNonNull(options.svg()));
  }

  private Outcome learned(StepRestoration restoration, SpokenClips clips, double rate, long seed) {
    var batches = new StepBatches(clips);
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed((int) seed);
      var config = restoration.small(clips.textWidth(), SpokenClips.COMPANION);
      var net = new EmtNet(config, manager, new SplittableRandom(seed));
      var adam = new Adam(net.weights().weights().values(), 0);
      var gaps = MissingSimulator.fixed(options.seed(), "train");
      var lengths = clips.learned().stream().map(row -> clips.length(row, 0)).toList();
      double best = Double.MAX_VALUE;
      var outcome = new Outcome(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
      for (int epoch = 1; epoch <= options.epochs(); epoch++) {
        for (var places : LengthBuckets.of(lengths, options.batch(), 1000 * seed + epoch)) {
          if (places.size() > 1) { // statistics of one clip are none
            var rows = places.stream().map(clips.learned()::get).toList();
            learn(net, adam, batches, rows, restoration, gaps, rate, manager);
          }
        }
        double error = measured(net, batches, clips.heldOut(), "valid", rate, manager).error();
        if (error < best) {
          best = error;
          outcome = measured(net, batches, clips.measured(), "test", rate, manager);
        }
      }
      return outcome;
    }
  }

  private void learn(
      EmtNet net,
      Adam adam,
      StepBatches batches,
      List<ClipRow> rows,
      StepRestoration restoration,
      MissingSimulator gaps,
      double rate,
      NDManager manager) {
    try (var _ = new NDScope()) {
      try (var gradients = new Gradients()) {
        var batch = batches.of(rows, gaps, rate, manager);
        if (!restoration.attracts()) {
          var view = net.view(batch.incomplete(), true);
          var told = EmtLoss.ofValues(view.outputs(), batch.values());
          gradients.backward(
              restoration.restores()
                  ? told.add(
                      EmtLoss.restoration(
                          net.restored(view), batch.complete().steps(), batch.missing()))
                  : told);
        } else {
          var complete = net.view(batch.complete(), true);
          var incomplete = net.view(batch.incomplete(), true);
          var steps = batch.complete().steps();
          gradients.backward(
              EmtLoss.total(
                  net.config(),
                  EmtLoss.ofValues(incomplete.outputs(), batch.values()),
                  EmtLoss.ofValues(complete.outputs(), batch.values()),
                  EmtLoss.attraction(net.pull(complete, true), net.pull(incomplete, true)),
                  EmtLoss.restoration(net.restored(incomplete), steps, batch.missing())));
        }
      }
      adam.step(options.rate());
    }
  }

  private Outcome measured(
      EmtNet net,
      StepBatches batches,
      List<ClipRow> rows,
      String split,
      double rate,
      NDManager manager) {
    var gaps = MissingSimulator.fixed(options.seed(), split);
    double bound = batches.clips().bound();
    var told = new double[rows.size()];
    for (int from = 0; from < told.length; from += MEASURED_AT_ONCE) {
      var some = rows.subList(from, Math.min(told.length, from + MEASURED_AT_ONCE));
      try (var _ = new NDScope()) {
        var batch = batches.of(some, gaps, rate, manager);
        var outputs = net.view(batch.incomplete(), false).outputs().toFloatArray();
        for (int c = 0; c < outputs.length; c++) {
          told[from + c] = bound * outputs[c];
        }
      }
    }
    var truth = rows.stream().mapToDouble(SpokenClips::valence).toArray();
    if (Arrays.stream(told).anyMatch(value -> !Double.isFinite(value))) {
      throw new IllegalStateException(
          "The network came to no number; a smaller --rate than %s may help."
              .formatted(options.rate()));
    }
    var scores = SentimentScores.within(bound, told, truth);
    return new Outcome(
        scores.meanAbsoluteError(),
        scores.correlation(),
        scores.accuracyOfPositive(),
        scores.f1OfPositive());
  }
}
