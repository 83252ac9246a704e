package undertone.engine.architecture;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
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

  /// Hears the mean loss of an epoch that has ended.
  interface Ended {
    void epoch(int epoch, double loss);
  }

  /// Learns for so many epochs; the last state counts.
  ///
  /// @param learned places to learn from
  void learn(List<Integer> learned, int epochs) {
    learn(learned, epochs, StructureWatch.SILENT, (_, _) -> {});
  }

  /// @throws java.util.concurrent.CancellationException if the watch asks to stop
  void learn(List<Integer> learned, int epochs, StructureWatch watch, Ended ended) {
    var adam = new Adam(net.weights(), DECAY);
    for (int epoch = 0; epoch < epochs; epoch++) {
      double rate = MomentumSgd.cosine(plan.rate(), epoch, epochs);
      double sum = 0;
      var order = SpeechBatches.shuffled(learned, plan.batch(), 1000 * plan.seed() + epoch);
      for (var places : order) {
        StructureSearch.stopIfCancelled(watch);
        try (var _ = new NDScope()) {
          try (var gradients = new Gradients()) {
            var loss = net.loss(batches.of(places, manager));
            gradients.backward(loss);
            sum += loss.getFloat();
          }
          adam.step(rate);
        }
      }
      ended.epoch(epoch + 1, sum / order.size());
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

  /// Probabilities of the classes of each place.
  List<double[]> said(List<Integer> places) {
    var said = new ArrayList<double[]>();
    int classes = batches.clips().form().classes();
    for (int from = 0; from < places.size(); from += ASKED_AT_ONCE) {
      var some = places.subList(from, Math.min(places.size(), from + ASKED_AT_ONCE));
      try (var _ = new NDScope()) {
        var flat = net.logits(batches.of(some, manager), false).softmax(1).toFloatArray(); // [B,K]
        for (int i = 0; i < some.size(); i++) {
          var p = new double[classes];
          for (int k = 0; k < classes; k++) {
            p[k] = flat[i * classes + k];
          }
          said.add(p);
        }
      }
    }
    return said;
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
