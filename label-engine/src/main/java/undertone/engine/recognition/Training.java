package undertone.engine.recognition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.augmentation.FilmAlteration;
import undertone.engine.features.ClipSource;
import undertone.engine.refinement.Streams;
import undertone.models.AdamW;
import undertone.models.Blocks;
import undertone.models.Constant;
import undertone.models.GradientNorm;
import undertone.models.Gradients;
import undertone.models.Recomputation;
import undertone.models.TrainingTurn;
import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.HostedNetwork;
import undertone.models.video.LayerDecay;
import undertone.models.video.WarmCosine;

/// The descent that both stages share: epochs of steps, each of one or more batches, and a
/// checkpoint after each epoch.
///
/// What an epoch draws hangs on the seed and the epoch alone, so a training that goes on from a
/// checkpoint ends with the very weights of one that was never interrupted.
final class Training {
  private static final double LEAST_OF_PEAK = 1e-3; // of the rate, at the end of fine-tuning
  private static final double LEAST_BEFORE_LABELS = 1.0 / 30; // of the rate, of pre-training

  private final RecognitionPlan plan;
  private final Reading reading;
  private final boolean labelled; // then half of the clips are mirrored
  private final SensesReader senses;
  private final List<ClipSource> clips;
  private final Map<String, NDArray> weights;
  private final NDManager manager;
  private final AdamW descent;

  /// What a batch is to make smaller.
  interface Loss {

    /// What is computed without gradients: inputs, made ready.
    Ready of(List<Integer> clips, Map<String, NDArray> inputs, SplittableRandom random);
  }

  /// A batch that is made ready.
  interface Ready {
    /// @param blocks how those of the network are gone through
    /// @return without axes
    NDArray loss(Blocks blocks);
  }

  /// What is measured when an epoch has ended.
  interface Exam {
    @Nullable RecognitionFigures after(int epoch) throws IOException, InterruptedException;

    /// Whether it is taken even where nobody wants figures, for it chooses the best epoch.
    default boolean always() {
      return false;
    }
  }

  Training(
      RecognitionPlan plan,
      HostedNetwork network,
      SensesReader senses,
      List<ClipSource> clips,
      Map<String, NDArray> weights,
      NDManager manager) {
    this.plan = plan;
    this.senses = senses;
    this.clips = List.copyOf(clips);
    this.weights = weights;
    this.manager = manager;
    reading = Reading.of(network);
    labelled = network instanceof HostedClassifier;
    descent =
        switch (network) {
          case HostedAutoencoder _ -> descent(_ -> 1, AdamW.Memory.PRE_TRAINING);
          case HostedClassifier classifier ->
              descent(classifier.rates(plan.layerDecay()), AdamW.Memory.USUAL);
        };
  }

  private AdamW descent(ToDoubleFunction<String> rates, AdamW.Memory memory) {
    return new AdamW(weights, plan.weightDecay(), rates, memory, LayerDecay::mayDecay);
  }

  /// Learns, from the last checkpoint on if the folder has one. The caller holds the turn.
  ///
  /// @throws CancellationException if the watch asks to stop
  void run(Path folder, String basis, Loss loss, Exam exam, RecognitionWatch watch)
      throws IOException, InterruptedException {
    run(folder, basis, loss, exam, watch, weights);
  }

  /// The same with more than the weights to keep in checkpoints.
  ///
  /// @param kept the weights, and what the exam remembers
  void run(
      Path folder,
      String basis,
      Loss loss,
      Exam exam,
      RecognitionWatch watch,
      Map<String, NDArray> kept)
      throws IOException, InterruptedException {
    var purpose = WholeFiles.hash((plan + "\n" + basis).getBytes(StandardCharsets.UTF_8));
    var checkpoint = Checkpoint.in(folder, purpose);
    int batch = Math.min(plan.batch(), clips.size());
    int perEpoch = Math.max(1, clips.size() / (batch * plan.accumulate()));
    int steps = perEpoch * plan.epochs();
    var rates =
        new WarmCosine(
            plan.learningRate(),
            plan.learningRate() * (labelled ? LEAST_OF_PEAK : LEAST_BEFORE_LABELS),
            (int) Math.min(steps - 1L, Math.round(plan.warmUpEpochs() * perEpoch)),
            steps);
    for (int epoch = checkpoint.restore(kept, descent) + 1; epoch <= plan.epochs(); epoch++) {
      var random = new Streams(plan.seed()).of("epoch " + epoch);
      var order = IntStream.range(0, clips.size()).toArray();
      Streams.shuffle(order, random);
      int from = 0;
      for (int s = 1; s <= perEpoch; s++) {
        if (watch.cancelled()) {
          throw new CancellationException(
              "Training was cancelled in epoch %d of %d.".formatted(epoch, plan.epochs()));
        }
        int step = (epoch - 1) * perEpoch + s;
        double rate = rates.at(step - 1);
        int batches = Math.min(plan.accumulate(), Math.max(1, (order.length - from) / batch));
        double sum = 0;
        for (int b = 0; b < batches; b++) {
          var chosen = Arrays.copyOfRange(order, from, from + batch);
          sum += gradients(chosen, loss, random, batches, epoch);
          from += batch;
        }
        finite(GradientNorm.limit(weights, plan.clipping()), "steepness", epoch);
        descent.step(rate);
        boolean asked = exam.always() || watch.wantsFigures();
        var figures = s == perEpoch && asked ? exam.after(epoch) : null;
        watch.step(
            new RecognitionStep(epoch, plan.epochs(), step, steps, sum / batches, rate, figures));
        TrainingTurn.letOthers();
      }
      checkpoint.keep(epoch, kept, descent);
    }
  }

  private double gradients(int[] chosen, Loss loss, SplittableRandom random, int batches, int epoch)
      throws IOException, InterruptedException {
    var read = new ArrayList<Reading.Read>();
    for (int clip : chosen) {
      var seen = senses.of(clips.get(clip));
      var window = reading.any(seen, labelled, random);
      read.add(
          plan.alter() && reading.looks()
              ? reading.read(seen, window, alteration(random), random)
              : reading.read(seen, window));
    }
    try (var _ = new NDScope()) {
      var inputs = reading.batch(read, manager);
      var ready = loss.of(Arrays.stream(chosen).boxed().toList(), inputs, random);
      try (var gradients = new Gradients();
          var blocks = plan.recompute() ? new Recomputation() : Blocks.KEPT) {
        var value = ready.loss(blocks);
        blocks.backward(value.mul(Constant.beside(value, 1.0 / batches)), gradients);
        return finite(value.getFloat(), "loss", epoch);
      }
    }
  }

  private FilmAlteration alteration(SplittableRandom random) {
    return labelled
        ? FilmAlteration.fineTuning(reading.height(), random)
        : FilmAlteration.preTraining(reading.height(), random);
  }

  private double finite(double value, String of, int epoch) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException(
          "The %s became %s in epoch %d; lower the rate of %s, or clip gradients."
              .formatted(of, value, epoch, plan.learningRate()));
    }
    return value;
  }
}
