package undertone.engine.multimodal;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import undertone.engine.contract.Dialogue;
import undertone.engine.contract.LengthBuckets;
import undertone.engine.recognition.BestEpoch;
import undertone.engine.recognition.Checkpoint;
import undertone.engine.recognition.RecognitionFigures;
import undertone.engine.recognition.RecognitionStep;
import undertone.engine.recognition.RecognitionWatch;
import undertone.engine.recognition.WholeFiles;
import undertone.engine.refinement.Streams;
import undertone.models.AdamW;
import undertone.models.Gradients;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FeatureNetwork;
import undertone.models.missing.MissingSimulator;

/// The descent: epochs of steps, and a checkpoint after each epoch.
///
/// What an epoch draws hangs on the seed and the epoch alone, so a training that goes on from a
/// checkpoint ends with the very weights of one that was never interrupted.
final class Course {
  private final MultimodalPlan plan;
  private final FeatureNetwork network;
  private final TurnBatches batches;
  private final List<Dialogue> lessons;
  private final Taught taught;
  private final NDManager manager;

  /// @param lessons conversations with at least one turn that teaches
  /// @param taught of the clips that teach
  Course(
      MultimodalPlan plan,
      FeatureNetwork network,
      TurnBatches batches,
      List<Dialogue> lessons,
      Taught taught,
      NDManager manager) {
    this.plan = plan;
    this.network = network;
    this.batches = batches;
    this.lessons = lessons;
    this.taught = taught;
    this.manager = manager;
  }

  /// What is measured when an epoch has ended.
  interface Exam {
    RecognitionFigures after(int epoch);
  }

  /// Learns, from the last checkpoint on if the folder has one. The caller holds the turn.
  ///
  /// @param basis what, beside the plan, tells this training from others
  /// @throws CancellationException if the watch asks to stop
  void run(Path folder, String basis, BestEpoch best, Exam exam, RecognitionWatch watch)
      throws IOException {
    var purpose = WholeFiles.hash((plan + "\n" + basis).getBytes(StandardCharsets.UTF_8));
    var checkpoint = Checkpoint.in(folder, purpose);
    var descent = new AdamW(network.weights(), 0, _ -> 1, AdamW.Memory.USUAL, _ -> false);
    var lengths = lessons.stream().map(Dialogue::length).toList();
    int first = checkpoint.restore(best.all(), descent) + 1;
    for (int epoch = first; epoch <= plan.epochs(); epoch++) {
      var streams = new Streams(plan.seed());
      var random = streams.of("epoch " + epoch);
      manager.getEngine().setRandomSeed(random.nextInt()); // of what is dropped
      network.dropBy(streams.of("dropped in epoch " + epoch));
      var gaps = new Gaps(new MissingSimulator(plan.seed(), "train", epoch), plan.missing());
      var order =
          LengthBuckets.of(lengths, plan.batch(), random.nextLong()).stream()
              .filter(this::teaches)
              .toList();
      for (int s = 1; s <= order.size(); s++) {
        if (watch.cancelled()) {
          throw new CancellationException(
              "Training was cancelled in epoch %d of %d.".formatted(epoch, plan.epochs()));
        }
        double loss = step(order.get(s - 1).stream().map(lessons::get).toList(), gaps, epoch);
        descent.step(plan.learningRate());
        var figures = s == order.size() ? exam.after(epoch) : null;
        watch.step(
            new RecognitionStep(
                epoch,
                plan.epochs(),
                (epoch - 1) * order.size() + s,
                plan.epochs() * order.size(),
                loss,
                plan.learningRate(),
                figures));
      }
      checkpoint.keep(epoch, best.all(), descent);
    }
  }

  /// A clip of steps alone has no batch to be compared with; at most one in an epoch is left over.
  private boolean teaches(List<Integer> places) {
    return batches.reads() != FeatureModel.Reads.STEPS || places.size() > 1;
  }

  private double step(List<Dialogue> some, Gaps gaps, int epoch) {
    try (var _ = new NDScope()) {
      var batch = batches.of(some, taught, gaps, manager);
      try (var gradients = new Gradients()) {
        var loss = network.loss(batch);
        gradients.backward(loss);
        float value = loss.getFloat();
        if (!Float.isFinite(value)) {
          throw new ArithmeticException(
              "The loss became %s in epoch %d; lower the rate of %s."
                  .formatted(value, epoch, plan.learningRate()));
        }
        return value;
      }
    }
  }
}
