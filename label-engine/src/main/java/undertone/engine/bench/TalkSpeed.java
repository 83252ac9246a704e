package undertone.engine.bench;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import undertone.engine.multimodal.MultimodalPlan;
import undertone.engine.multimodal.MultimodalTraining;
import undertone.engine.multimodal.Taught;
import undertone.engine.multimodal.TurnRecognizer;
import undertone.models.hosting.FeatureModel;

/// Speed and memory of a model that reads features, of the widths and in the sizes of its paper if
/// asked for.
record TalkSpeed(FeatureModel model) implements SpeedBench.Speed {
  private static final int CLASSES = 4;
  private static final int MOST = 98; // conversations that teach; in this many two are set aside
  private static final int SET_ASIDE = 2; // one that chooses the epoch, one that figures are of
  private static final double SHARE = 0.01; // of the turns that is set aside, at least
  private static final int PREDICTED = 10_000; // utterances
  private static final int ASKED = 512; // of them at once, as when a model votes
  private static final long MOST_NANOS = 20_000_000_000L;
  private static final int[] AT_ONCE = {1, 16};

  @Override
  public void measure(SpeedBenchOptions options, Path folder, Map<String, Object> report)
      throws IOException {
    if (options.task() == SpeedBenchOptions.Task.PRE_TRAIN) {
      throw new IllegalArgumentException(
          "%s learns from labels alone; its task is fine-tune.".formatted(model.name()));
    }
    if (options.recompute()) {
      throw new IllegalArgumentException(
          "%s computes no blocks again; leave that out.".formatted(model.name()));
    }
    var usual = MultimodalPlan.usual(options.model(), options.size());
    int batch = options.batch() == 0 ? usual.batch() : options.batch();
    int perEpoch = Math.max(1, Math.min(MOST / batch, options.steps()));
    var plan =
        new MultimodalPlan(
            options.model(),
            options.size(),
            Math.ceilDiv(options.steps(), perEpoch),
            batch,
            usual.learningRate(),
            usual.missing(),
            SHARE,
            SHARE,
            options.seed());
    var drawn = DrawnTalks.of(model, batch * perEpoch + SET_ASIDE, CLASSES, options.seed());
    report.put("task", SpeedBenchOptions.Task.FINE_TUNE.written());
    report.put("batch", batch);
    report.put("length", DrawnTalks.LENGTH);
    report.put("widths", model.widths());
    report.put("steps", options.steps());
    var clock = new StepWatch(options.steps());
    var classes = IntStream.range(0, CLASSES).mapToObj(k -> "class " + k).toList();
    new MultimodalTraining(plan, Device.cpu())
        .run(
            drawn.talks(),
            new Taught(drawn.labels(), Map.of()),
            classes,
            drawn.clips(),
            folder,
            clock);
    clock.tell(report);
    try (var recognizer = TurnRecognizer.open(folder, Device.cpu())) {
      report.put("weights", recognizer.weights());
      report.put("forward", forward(recognizer, drawn));
      predict(recognizer, DrawnTalks.ofTurns(model, ASKED, CLASSES, options.seed()), report);
    }
  }

  /// How long the model takes over so many conversations or clips, from their features to
  /// probabilities.
  private static Map<String, Object> forward(TurnRecognizer recognizer, DrawnTalks drawn) {
    var told = new LinkedHashMap<String, Object>();
    for (int clips : AT_ONCE) {
      var some = drawn.some(clips);
      told.put(
          "batch" + some.talks().size(),
          Milliseconds.repeated(
              some.labels().size(), () -> recognizer.look(some.talks(), some.clips())));
    }
    return told;
  }

  /// The same conversations are told again and again, as many utterances as asked for or for some
  /// seconds.
  private static void predict(
      TurnRecognizer recognizer, DrawnTalks drawn, Map<String, Object> report) {
    long began = System.nanoTime();
    int told = 0;
    while (told == 0 || (told < PREDICTED && System.nanoTime() - began < MOST_NANOS)) {
      told += recognizer.look(drawn.talks(), drawn.clips()).size();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    report.put("utterancesPredicted", told);
    report.put("utterancesPerSecond", told / seconds);
    report.put("secondsFor%d".formatted(PREDICTED), seconds * PREDICTED / told);
  }
}
