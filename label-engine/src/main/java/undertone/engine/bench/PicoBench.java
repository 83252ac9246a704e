package undertone.engine.bench;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.engine.bench.PicoBenchOptions.Generator;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.Auroc;
import undertone.engine.metrics.FlagQuality;
import undertone.engine.metrics.TruthMissing;
import undertone.engine.refinement.CandidateProtocol;
import undertone.engine.refinement.PixelData;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.PixelOutcome;
import undertone.engine.refinement.PixelPlan;
import undertone.engine.refinement.PixelPlanYaml;
import undertone.engine.refinement.PixelTraining;
import undertone.engine.refinement.RefinementMethod;

/// Learns from pictures with candidate sets and says how good that was. Figures are those of the
/// last epoch, never of the best one.
public final class PicoBench {
  private static final double FLAGGED = 0.5; // noise probability

  private static final String PICO_PLUS = "picoplus";

  private PicoBench() {}

  /// The figures, as one JSON object would hold them.
  ///
  /// @param setsFile where each picture's truth, candidates and refined set are written; null =
  ///   nowhere
  /// @param heard of each epoch, for whoever waits
  /// @throws IOException if the pictures or the plan cannot be read
  public static Map<String, Object> run(
      PicoBenchOptions options, @Nullable Path setsFile, PixelTraining.Heard heard)
      throws IOException {
    long began = System.nanoTime();
    var device = device(options.gpu());
    var data = LabelledPictures.read(options);
    var plan = plan(options, data.classes().size());
    double q = Double.isNaN(options.q()) ? plan.q() : options.q();
    double eta = Double.isNaN(options.eta()) ? plan.eta() : options.eta();
    var sets = options.voters().isEmpty() ? generated(options, data, q, eta) : data.voted();
    if (setsFile != null) {
      Files.write(setsFile, new byte[0]); // what cannot be written is refused before the learning
    }
    long read = System.nanoTime();

    var learning = options.voters().isEmpty() ? plan.ofNoise(q, eta) : plan;
    var outcome =
        new PixelTraining(learning, options.seed(), options.threads(), device)
            .run(new PixelData(data.pictures(options.side()), sets, data.measuredTruths()), heard);

    if (setsFile != null) {
      SetsFile.write(setsFile, data, sets, outcome);
    }

    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "pico");
    report.put("data", options.data().toString());
    report.put("method", options.method());
    report.put("seed", options.seed());
    report.put("plan", plan.name());
    report.put("encoder", plan.encoder().written());
    report.put("loss", plan.learning().loss().name());
    report.put("epochs", plan.learning().epochs());
    report.put("batch", plan.learning().batch());
    if (options.voters().isEmpty()) {
      report.put("generator", options.generator().written());
      report.put("q", q);
      report.put("eta", options.generator() == Generator.UNIFORM ? 0 : eta);
    } else {
      report.put("voters", options.voters());
    }
    report.put("start", plan.correcting().start().name().toLowerCase(Locale.ROOT));
    report.put("device", options.gpu() ? "gpu" : "cpu");
    report.put("threads", options.threads());
    report.put("clips", data.learned());
    report.put("testClips", data.measured());
    report.put("classes", data.classes().size());
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    var metrics = metrics(data, sets, outcome);
    metrics.put("readSeconds", (read - began) / 1e9);
    report.put("metrics", metrics);
    return report;
  }

  private static Device device(boolean gpu) {
    if (gpu && Engine.getEngine("PyTorch").getGpuCount() == 0) {
      throw new IllegalArgumentException(
          "PyTorch finds no GPU here; leave --device out or set PYTORCH_LIBRARY_PATH to a build for this machine's driver.");
    }
    return gpu ? Device.gpu() : Device.cpu();
  }

  private static PixelPlan plan(PicoBenchOptions options, int classes) throws IOException {
    var plan = named(options, classes);
    plan =
        options.method().equals(PICO_PLUS)
            ? plan.picoPlus()
            : plan.with(RefinementMethod.of(options.method()));
    plan = options.encoder() == null ? plan : plan.with(options.encoder());
    plan = options.loss() == null ? plan : plan.with(options.loss());
    plan = options.start() == null ? plan : plan.starting(options.start());
    plan = options.epochs() == 0 ? plan : plan.withEpochs(options.epochs());
    return options.batch() == 0 ? plan : plan.withBatch(options.batch());
  }

  /// `NAME`, `FILE` or `FILE#NAME`.
  private static PixelPlan named(PicoBenchOptions options, int classes) throws IOException {
    var written = options.plan();
    if (written == null) {
      boolean large =
          options.encoder() == null ? options.gpu() : options.encoder() != PixelEncoder.LIGHT;
      return PixelPlanYaml.named(large ? published(options) : "light", classes);
    }
    int hash = written.lastIndexOf('#');
    var file = Path.of(hash < 0 ? written : written.substring(0, hash));
    return Files.isRegularFile(file)
        ? PixelPlanYaml.read(file, hash < 0 ? null : written.substring(hash + 1), classes)
        : PixelPlanYaml.named(written, classes);
  }

  /// The plan for CIFAR-10 whose noise is asked for; of other noise the one of q = .3 and η = .2.
  private static String published(PicoBenchOptions options) {
    var name = "cifar10-q%s-eta%s".formatted(options.q(), options.eta());
    return PixelPlanYaml.names().contains(name) ? name : "cifar10-q0.3-eta0.2";
  }

  private static boolean[][] generated(
      PicoBenchOptions options, LabelledPictures data, double q, double eta) throws IOException {
    var truths = data.learnedTruths();
    int classes = data.classes().size();
    if (options.generator() == Generator.HIERARCHICAL) {
      var kin = CoarseClasses.of(options.coarse(), data.classes());
      return CandidateProtocol.hierarchical(truths, kin, q, eta, options.seed());
    }
    var protocol =
        switch (options.generator()) {
          case IRNET, HIERARCHICAL -> CandidateProtocol.IRNET;
          case UNIFORM -> CandidateProtocol.UNIFORM;
          case PICOPLUS -> CandidateProtocol.PICO_PLUS;
        };
    return protocol.sets(truths, classes, q, eta, options.seed());
  }

  private static Map<String, Object> metrics(
      LabelledPictures data, boolean[][] sets, PixelOutcome outcome) {
    var truths = data.learnedTruths();
    var missing = TruthMissing.each(sets, truths);
    var flagged = new boolean[sets.length];
    int lost = 0;
    int restored = 0;
    for (int i = 0; i < sets.length; i++) {
      flagged[i] = outcome.noise()[i] >= FLAGGED;
      lost += missing[i] ? 1 : 0;
      restored += missing[i] && outcome.sets()[i][truths[i]] ? 1 : 0;
    }
    var flags = FlagQuality.of(flagged, missing);
    var declared = FlagQuality.of(outcome.declared(), missing);
    var metrics = new LinkedHashMap<String, Object>();
    metrics.put("accuracyTest", Accuracy.of(outcome.guesses(), data.measuredTruths()));
    metrics.put("truthMissingBefore", TruthMissing.rate(sets, truths));
    metrics.put("truthMissingAfter", TruthMissing.rate(outcome.sets(), truths));
    metrics.put("truthRestored", lost == 0 ? Double.NaN : (double) restored / lost);
    metrics.put("meanSetBefore", meanSize(sets));
    metrics.put("meanSetAfter", meanSize(outcome.sets()));
    metrics.put("aurocNoise", Auroc.of(outcome.noise(), missing));
    metrics.put("flagPrecision", flags.precision().value());
    metrics.put("flagRecall", flags.recall().value());
    metrics.put("declaredPrecision", declared.precision().value());
    metrics.put("declaredRecall", declared.recall().value());
    metrics.put("startEpoch", outcome.startEpoch());
    metrics.put("stepMs", outcome.stepMilliseconds());
    metrics.put("stepCpuMs", outcome.stepProcessorMilliseconds());
    metrics.put("augmentImagesPerSecond", outcome.picturesPerSecond());
    return metrics;
  }

  private static double meanSize(boolean[][] sets) {
    return Arrays.stream(sets).mapToInt(PicoBench::size).average().orElse(Double.NaN);
  }

  private static int size(boolean[] set) {
    int size = 0;
    for (boolean in : set) {
      size += in ? 1 : 0;
    }
    return size;
  }
}
