package undertone.engine.refinement;

import ai.djl.Device;
import java.util.Arrays;
import java.util.stream.IntStream;
import undertone.engine.augmentation.PictureViews;
import undertone.engine.metrics.Accuracy;
import undertone.models.TrainingTurn;

/// Trains a network on pictures with candidate sets, as a plan says.
public final class PixelTraining {
  private static final int[] NONE = {};

  private final PixelPlan plan;
  private final long seed;
  private final int threads;
  private final Device device;

  /// @param threads per operation and for drawing views; equal seeds repeat only for the same
  ///   number
  public PixelTraining(PixelPlan plan, long seed, int threads, Device device) {
    this.plan = plan;
    this.seed = seed;
    this.threads = threads;
    this.device = device;
  }

  /// Hears about each epoch.
  public interface Heard {
    /// @param epoch counted from 1
    /// @param insideShare share of clips whose best label lies in their original set
    void epoch(int epoch, double loss, double insideShare, int flagged);
  }

  /// Runs all epochs. Figures are those of the last one: no epoch is chosen by its test accuracy.
  public PixelOutcome run(PixelData data, Heard heard) {
    int clips = data.sets().length;
    var learned = IntStream.range(0, clips).toArray();
    var table =
        new CandidateTable(data.sets(), CandidateTable.uniform(data.sets()), new boolean[clips]);
    double partialRate = table.partialRate();
    var rules = plan.rules(data.pictures().side(), data.classes(), clips, partialRate);
    var colours = plan.colours().of(data.pictures().of(learned));
    try (var _ = TrainingTurn.take(threads);
        var views =
            new PixelViews(
                new PictureViews(data.pictures(), colours, threads),
                ClipPictures.stills(data.pictures()))) {
      try (var training =
          new PicoTraining(views, learned, table, rules, device, new Streams(seed))) {
        training.run(
            startRule(training, data),
            epoch ->
                heard.epoch(epoch.number(), epoch.loss(), epoch.insideShare(), epoch.flagged()));
        double drawn = views.seconds();
        return outcome(training, data, table, partialRate, rules.batch(), drawn);
      }
    }
  }

  private StartRule startRule(PicoTraining training, PixelData data) {
    return plan.correcting().start() == PixelPlan.Start.TEST_ACCURACY
        ? new AccuracyStartRule(
            plan.correcting().window(),
            () -> Accuracy.of(guesses(training, data), data.testTruths()))
        : new InsideStartRule(plan.learning().epochs());
  }

  private static int[] guesses(PicoTraining training, PixelData data) {
    int clips = data.sets().length;
    var test = IntStream.range(clips, clips + data.testTruths().length).toArray();
    return Arrays.stream(training.judge(test).logits)
        .mapToInt(logits -> Detection.bestWhere(logits, new boolean[logits.length], false))
        .toArray();
  }

  private PixelOutcome outcome(
      PicoTraining training,
      PixelData data,
      CandidateTable table,
      double partialRate,
      int batch,
      double drawingSeconds) {
    int clips = table.rows();
    double kappa = Schedules.kappa(partialRate, Schedules.USUAL_NOISE, data.classes());
    var logits = training.judge(IntStream.range(0, clips).toArray()).logits;
    var noise = new double[clips];
    var declared = new boolean[clips];
    var sets = new boolean[clips][];
    for (int i = 0; i < clips; i++) {
      noise[i] = Schedules.noiseProbability(PicoTraining.softmax(logits[i]), data.sets()[i], kappa);
      declared[i] = training.trace().count()[i] > 0;
      sets[i] = table.set(i).clone();
    }
    var clock = training.clock();
    return new PixelOutcome(
        sets,
        declared,
        noise,
        data.testTruths().length == 0 ? NONE : guesses(training, data),
        kappa,
        training.correction().startEpoch(),
        clock.millisecondsPerStep(),
        clock.processorMillisecondsPerStep(),
        (double) clock.steps() * batch / drawingSeconds);
  }
}
