package undertone.engine.recognition;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.models.TrainingTurn;
import undertone.models.hosting.HostedClassifier;
import undertone.models.video.Mixing;
import undertone.models.video.Targets;

/// Teaches a model to tell classes apart, from clips whose labels are known.
///
/// Figures are of the weights after the last epoch on clips that were held out, which choose
/// nothing but the temperature.
public final class FineTuning {
  private final RecognitionPlan plan;
  private final SensesReader senses;
  private final Device device;

  /// @param plan of a size that does not end in `-pretrain`
  public FineTuning(RecognitionPlan plan, SensesReader senses, Device device) {
    plan.classifier(2); // refuses a plan that pre-trains
    this.plan = plan;
    this.senses = senses;
    this.device = device;
  }

  /// Learns, or goes on where an earlier call with the same plan and lessons was stopped.
  ///
  /// @param classes names, by the labels of the lessons
  /// @param start folder of a pre-trained model, or a file of its weights in safetensors; null =
  ///   from drawn weights
  /// @param folder of this run
  /// @throws IllegalArgumentException if fewer than two clips show anything, or a label names no
  ///   class
  /// @throws java.util.concurrent.CancellationException if the watch asks to stop
  public RecognitionFolder run(
      List<Lesson> lessons,
      List<String> classes,
      @Nullable Path start,
      Path folder,
      RecognitionWatch watch)
      throws IOException, InterruptedException {
    if (RecognitionFolder.isFinished(folder)) {
      return RecognitionFolder.read(folder);
    }
    mustBeLabelled(lessons, classes);
    var network = plan.classifier(classes.size());
    var reading = Reading.of(network);
    var clips = lessons.stream().map(Lesson::clip).toList();
    var sighted = Sighted.of(clips, reading, senses, watch);
    var seen = sighted.places().stream().map(lessons::get).toList();
    var split = Split.of(seen.stream().map(Lesson::group).toList(), plan.heldOut(), plan.seed());
    var learned = split.learned().stream().map(seen::get).toList();
    var heldOut = split.heldOut().stream().map(seen::get).toList();
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager(device)) {
      var begun = Start.of(plan, network, start, manager);
      var weights = begun.weights();
      var training =
          new Training(
              plan, network, senses, learned.stream().map(Lesson::clip).toList(), weights, manager);
      var examiner = new Examiner(network, weights, senses, plan.views(), manager);
      training.run(
          folder,
          begun.hash()
              + learned.stream()
                  .map(lesson -> lesson.clip().clip() + "=" + lesson.label())
                  .collect(Collectors.joining("\n")),
          (batch, inputs, random) -> {
            var labels = batch.stream().map(i -> learned.get(i).label()).toList();
            return ready(network, weights, labels, classes.size(), inputs, manager, random);
          },
          _ -> figures(examiner, heldOut, classes.size(), learned.size(), sighted, split),
          watch);
      var said = examiner.probabilities(heldOut.stream().map(Lesson::clip).toList());
      var truths = heldOut.stream().map(Lesson::label).toList();
      var done =
          RecognitionFolder.write(
              folder,
              weights,
              new RecognitionFolder.Card(
                  plan.model(),
                  plan.size(),
                  plan.stage(),
                  classes,
                  Warmth.of(said, truths),
                  learned.size(),
                  learned.stream().map(lesson -> lesson.clip().clip()).toList(),
                  begun.hash(),
                  RecognitionFigures.of(
                      said,
                      truths,
                      classes.size(),
                      learned.size(),
                      sighted.nothing(),
                      split.note()),
                  "",
                  plan.views()));
      Checkpoint.in(folder, "").drop();
      return done;
    }
  }

  private static void mustBeLabelled(List<Lesson> lessons, List<String> classes) {
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "Telling classes apart needs two of them but was given %s.".formatted(classes));
    }
    for (var lesson : lessons) {
      if (lesson.label() < 0 || lesson.label() >= classes.size()) {
        throw new IllegalArgumentException(
            "Clip %s has the label %d, but the classes are 0..%d."
                .formatted(lesson.clip().clip(), lesson.label(), classes.size() - 1));
      }
    }
  }

  private Training.Ready ready(
      HostedClassifier network,
      Map<String, NDArray> weights,
      List<Integer> labels,
      int classes,
      Map<String, NDArray> inputs,
      NDManager manager,
      SplittableRandom random) {
    var clips = inputs.get("clip"); // sounds are not mixed, as published
    var truths = manager.create(labels.stream().mapToLong(Integer::longValue).toArray());
    double smoothing = plan.smoothing() ? Mixing.PUBLISHED.smoothing() : 0;
    var mixing = new Mixing(Mixing.PUBLISHED.blend(), Mixing.PUBLISHED.cut(), smoothing);
    var target = mixing.smoothed(truths, classes);
    if (plan.mixing() && clips != null && labels.size() % 2 == 0) {
      var mixed = mixing.of(clips, truths, classes, random);
      inputs.put("clip", mixed.clips());
      target = mixed.labels();
    }
    var shares = target;
    return blocks ->
        Targets.crossEntropy(network.learning(weights, inputs, random, blocks), shares);
  }

  private static RecognitionFigures figures(
      Examiner examiner,
      List<Lesson> heldOut,
      int classes,
      int learned,
      Sighted sighted,
      Split split)
      throws IOException, InterruptedException {
    return RecognitionFigures.of(
        examiner.probabilities(heldOut.stream().map(Lesson::clip).toList()),
        heldOut.stream().map(Lesson::label).toList(),
        classes,
        learned,
        sighted.nothing(),
        split.note());
  }
}
