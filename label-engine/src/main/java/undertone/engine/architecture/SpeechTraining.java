package undertone.engine.architecture;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.List;
import undertone.models.Adam;
import undertone.models.Gradients;
import undertone.models.nas.CrossEntropy;
import undertone.models.pico.MomentumSgd;

/// Trains one network from scratch, and asks it.
///
/// @param manager owns the network and is the parent of every step
record SpeechTraining(SpeechNet net, SpeechBatches batches, SpeechPlan plan, NDManager manager) {
  private static final double DECAY = 1e-4;
  private static final int ASKED_AT_ONCE = 64;

  /// Learns for so many epochs; the last state counts.
  ///
  /// @param learned places to learn from
  void learn(List<Integer> learned, int epochs) {
    var adam = new Adam(net.weights(), DECAY);
    for (int epoch = 0; epoch < epochs; epoch++) {
      double rate = MomentumSgd.cosine(plan.rate(), epoch, epochs);
      for (var places : SpeechBatches.shuffled(learned, plan.batch(), 1000 * plan.seed() + epoch)) {
        try (var _ = new NDScope()) {
          try (var gradients = new Gradients()) {
            gradients.backward(net.loss(batches.of(places, manager)));
          }
          adam.step(rate);
        }
      }
    }
  }

  /// The class of each place.
  int[] guesses(List<Integer> places) {
    var guesses = new int[places.size()];
    for (int from = 0; from < guesses.length; from += ASKED_AT_ONCE) {
      var some = places.subList(from, Math.min(guesses.length, from + ASKED_AT_ONCE));
      try (var _ = new NDScope()) {
        var best = net.logits(batches.of(some, manager), false).argMax(1).toLongArray();
        for (int i = 0; i < best.length; i++) {
          guesses[from + i] = (int) best[i];
        }
      }
    }
    return guesses;
  }

  /// Mean cross entropy over places, nats.
  double error(List<Integer> places) {
    double sum = 0;
    for (int from = 0; from < places.size(); from += ASKED_AT_ONCE) {
      var some = places.subList(from, Math.min(places.size(), from + ASKED_AT_ONCE));
      try (var _ = new NDScope()) {
        var batch = batches.of(some, manager);
        sum += some.size() * CrossEntropy.of(net.logits(batch, false), batch.classes()).getFloat();
      }
    }
    return sum / places.size();
  }
}
