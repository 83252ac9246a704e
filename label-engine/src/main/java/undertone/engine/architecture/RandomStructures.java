package undertone.engine.architecture;

import ai.djl.ndarray.NDManager;
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
    long began = System.nanoTime();
    var halves = Halves.of(clips, learned, plan.seed());
    var batches = new SpeechBatches(clips, learned);
    var random = new SplittableRandom(plan.seed());
    var config = plan.cnn(clips.classes());
    var best = new Genotype.Search(Double.MAX_VALUE, 0);
    var chosen = new Genotype.Streams(null, null);
    for (int c = 0; c < plan.candidates(); c++) {
      var drawn =
          new Genotype.Streams(
              Derivation.drawnCnn(config.operations(), config.nodes(), random),
              Derivation.drawnRnn(plan.rnn(clips.classes()).nodes(), random));
      double error = error(genotype(drawn, best), batches, halves);
      if (c == 0 || error < best.validLoss()) {
        best = new Genotype.Search(error, 0);
        chosen = drawn;
      }
    }
    return genotype(
        chosen, new Genotype.Search(best.validLoss(), (System.nanoTime() - began) / 1e9));
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

  private double error(Genotype drawn, SpeechBatches batches, Halves halves) {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed((int) plan.seed());
      var net = SpeechNet.of(drawn, plan, batches.clips().classes(), manager);
      var training = new SpeechTraining(net, batches, plan, manager);
      training.learn(halves.weights(), plan.searchEpochs());
      return training.error(halves.structure());
    }
  }
}
