package undertone.engine.architecture;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import undertone.models.TrainingTurn;
import undertone.models.nas.Derivation;
import undertone.models.nas.Genotype;

/// What a search has to beat: structures drawn by lot, each trained for as many epochs as a search
/// has on the same half of the speakers, of which the one is taken that the other half likes best.
///
/// Source: Li & Talwalkar 2019, *Random search and reproducibility for neural architecture search*,
/// arXiv:1902.07638.
public final class RandomStructures {
  private final SpeechPlan plan;

  public RandomStructures(SpeechPlan plan) {
    this.plan = plan;
  }

  /// @param learned places that may be seen
  public Genotype over(SpeechClips clips, List<Integer> learned) {
    var tried = new ArrayList<Genotype>();
    for (int c = 0; c < plan.candidates(); c++) {
      tried.add(tried(c, SpeechBatches.of(clips, learned), learned, StructureWatch.SILENT));
    }
    return best(tried);
  }

  /// The one that the other half likes best, with the seconds that all of them took.
  ///
  /// @param tried at least one
  static Genotype best(List<Genotype> tried) {
    var best = tried.getFirst();
    double seconds = 0;
    for (var one : tried) {
      best = one.search().validLoss() < best.search().validLoss() ? one : best;
      seconds += one.search().seconds();
    }
    return Genotype.of(
        best.seed(),
        best.epochs(),
        true,
        best.streams(),
        best.fusion(),
        new Genotype.Search(best.search().validLoss(), seconds));
  }

  /// One structure, and how it did.
  ///
  /// @param candidate from 0
  /// @param learned places that may be seen
  /// @throws java.util.concurrent.CancellationException if the watch asks to stop
  Genotype tried(
      int candidate, SpeechBatches batches, List<Integer> learned, StructureWatch watch) {
    long began = System.nanoTime();
    var drawn = drawn(candidate, batches.clips().form());
    var halves = Halves.of(batches.clips(), learned, plan.seed());
    double error;
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed((int) plan.seed());
      var unjudged = genotype(drawn, new Genotype.Search(0, 0));
      var net = SpeechNet.of(unjudged, plan, batches.clips().form(), manager);
      var training = new SpeechTraining(net, batches, plan, manager);
      training.learn(
          halves.weights(),
          plan.searchEpochs(),
          watch,
          (epoch, loss) ->
              watch.step(
                  new StructureStep(
                      StructureStep.Stage.DRAW,
                      candidate + 1,
                      plan.candidates(),
                      epoch,
                      plan.searchEpochs(),
                      loss,
                      null)));
      error = training.error(halves.structure());
    }
    return genotype(drawn, new Genotype.Search(error, (System.nanoTime() - began) / 1e9));
  }

  /// All draws before a structure are drawn as well, so that each is the same however many are
  /// asked for.
  private Genotype.Streams drawn(int candidate, StreamForm form) {
    var random = new SplittableRandom(plan.seed());
    var config = plan.cnn(form);
    int nodes = plan.rnn(form).nodes();
    var drawn = new Genotype.Streams(null, null);
    for (int c = 0; c <= candidate; c++) {
      drawn =
          new Genotype.Streams(
              Derivation.drawnCnn(config.operations(), config.nodes(), random),
              Derivation.drawnRnn(nodes, random));
    }
    return drawn;
  }

  private Genotype genotype(Genotype.Streams streams, Genotype.Search search) {
    return Genotype.of(
        plan.seed(),
        plan.searchEpochs(),
        true,
        streams,
        plan.fusion().name().toLowerCase(Locale.ROOT),
        search);
  }
}
