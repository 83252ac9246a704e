package undertone.engine.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import undertone.engine.recognition.FineTuning;
import undertone.engine.recognition.Lesson;
import undertone.engine.recognition.PreTraining;
import undertone.engine.recognition.RecognitionPlan;
import undertone.models.TrainingTurn;
import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.HostedModel;
import undertone.models.hosting.HostedNetwork;
import undertone.models.video.FirstWeights;

/// Speed and memory of a model that reads clips.
record ClipSpeed(HostedModel model) implements SpeedBench.Speed {
  private static final double HELD_OUT = 0.01;
  private static final int[] AT_ONCE = {1, 16};

  @Override
  public void measure(SpeedBenchOptions options, Path folder, Map<String, Object> report)
      throws IOException, InterruptedException {
    var task = Objects.requireNonNullElse(options.task(), SpeedBenchOptions.Task.PRE_TRAIN);
    boolean pre = task == SpeedBenchOptions.Task.PRE_TRAIN;
    var size = pre ? options.size() + RecognitionPlan.PRE : options.size();
    var usual = RecognitionPlan.usual(options.model(), size);
    var plan =
        usual
            .withEpochs(1)
            .withSeed(options.seed())
            .withHeldOut(HELD_OUT)
            .withBatch(options.batch() == 0 ? usual.batch() : options.batch())
            .withRecompute(options.recompute());
    var classes = IntStream.range(0, model.publishedClasses()).mapToObj(k -> "class " + k).toList();
    var network = Objects.requireNonNull(model.variants(classes.size()).get(size), size);
    report.put("task", task.written());
    report.put("batch", plan.batch());
    report.put("steps", options.steps());
    report.put("recompute", options.recompute());
    report.put("weights", network.parameters());
    var clock = new StepWatch(options.steps());
    var senses = new DrawnSenses(options.seed());
    int learned = options.steps() * plan.batch();
    if (pre) {
      var clips = IntStream.range(0, learned).mapToObj(DrawnSenses::clip).toList();
      new PreTraining(plan, senses, Device.cpu()).run(clips, folder, clock);
    } else {
      int all = learned + 1;
      while (all - Math.max(1, Math.round(HELD_OUT * all)) < learned) {
        all++;
      }
      var lessons =
          IntStream.range(0, all)
              .mapToObj(i -> new Lesson(DrawnSenses.clip(i), i % classes.size(), "person " + i))
              .toList();
      new FineTuning(plan, senses, Device.cpu()).run(lessons, classes, null, folder, clock);
    }
    clock.tell(report);
    report.put("peakRssMbOfLearning", ProcessMemory.peakMb()); // answers take more
    report.put("forward", forward(network, options.seed()));
  }

  /// How long the network takes over so many clips, without reading them.
  private static Map<String, Object> forward(HostedNetwork network, long seed) {
    var told = new LinkedHashMap<String, Object>();
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed((int) seed);
      var random = new SplittableRandom(seed);
      var weights = FirstWeights.draw(network.weights(), 1, manager, random);
      for (int clips : AT_ONCE) {
        var inputs = inputs(network, clips, random, manager);
        told.put(
            "batch" + clips,
            Milliseconds.repeated(
                clips,
                () -> {
                  try (var _ = new NDScope()) {
                    network.forward(weights, inputs);
                  }
                }));
      }
    }
    return told;
  }

  private static Map<String, NDArray> inputs(
      HostedNetwork network, int clips, SplittableRandom random, NDManager manager) {
    var inputs = new LinkedHashMap<String, NDArray>();
    if (network instanceof HostedAutoencoder autoencoder) {
      inputs.putAll(autoencoder.hidden(clips, random, manager));
    }
    for (var port : network.inputs()) {
      var shape = port.shape().getShape().clone();
      shape[0] = clips;
      inputs.computeIfAbsent(port.name(), _ -> manager.randomNormal(new Shape(shape)));
    }
    return inputs;
  }
}
