package undertone.engine.architecture;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import undertone.engine.multimodal.Gaps;
import undertone.engine.recognition.BestEpoch;
import undertone.engine.recognition.Checkpoint;
import undertone.engine.recognition.RecognitionFigures;
import undertone.engine.recognition.WholeFiles;
import undertone.engine.refinement.Streams;
import undertone.models.AdamW;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.missing.MissingSimulator;
import undertone.models.nas.Genotype;
import undertone.models.pico.MomentumSgd;

/// Trains one structure from scratch; of its epochs the best counts, by clips that do not teach.
///
/// What an epoch draws hangs on the seed and the epoch alone, so a training that goes on from a
/// checkpoint ends with the very weights of one that was never interrupted.
///
/// @param purpose tells this making of a model from others
record Retraining(
    StructurePlan plan,
    DescribedStreams clips,
    SpeechBatches batches,
    StructureParts parts,
    Path folder,
    String purpose,
    Device device) {
  private static final double DECAY = .01;
  private static final double LEAST = 1e-12; // of a probability

  /// A structure that has learned, as long as its arrays live.
  ///
  /// @param said probabilities of the clips held back
  record Learned(SpeechNet.OfBoth net, int bestEpoch, List<double[]> said) {}

  /// What is done with it.
  interface Then<T> {
    T of(Learned learned) throws IOException;
  }

  /// Learns, from the last checkpoint on if the folder has one of this structure and purpose.
  ///
  /// @throws java.util.concurrent.CancellationException if the watch asks to stop
  <T> T of(Genotype structure, StructureStep.Stage stage, StructureWatch watch, Then<T> then)
      throws IOException {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager(device)) {
      var net = SpeechNet.of(structure, plan.speech(), clips.form(), manager);
      var best = new BestEpoch(net.arrays(), manager);
      var training = new SpeechTraining(net, batches, plan.speech(), manager);
      learn(structure, stage, training, net, best, watch);
      best.restore();
      return then.of(new Learned(net, best.epoch(), training.said(parts.heldOut())));
    }
  }

  private void learn(
      Genotype structure,
      StructureStep.Stage stage,
      SpeechTraining training,
      SpeechNet.OfBoth net,
      BestEpoch best,
      StructureWatch watch)
      throws IOException {
    var of = "%s\n%s\n%s".formatted(purpose, stage, structure.streams());
    var hash = WholeFiles.hash(of.getBytes(StandardCharsets.UTF_8));
    var checkpoint = Checkpoint.in(folder, hash);
    var descent = new AdamW(net.streams().weights(), DECAY, _ -> 1, AdamW.Memory.USUAL, _ -> true);
    int epochs = plan.speech().epochs();
    var manager = training.manager();
    int first = checkpoint.restore(best.all(), descent) + 1;
    for (int epoch = first; epoch <= epochs; epoch++) {
      var random = new Streams(plan.speech().seed()).of("epoch " + epoch);
      manager.getEngine().setRandomSeed(random.nextInt()); // of what is dropped
      var gaps =
          new Gaps(new MissingSimulator(plan.speech().seed(), "train", epoch), plan.missing());
      var shown = batches.of(clips.without(gaps));
      double rate = MomentumSgd.cosine(plan.speech().rate(), epoch - 1, epochs);
      var order =
          SpeechBatches.shuffled(parts.teaching(), plan.speech().batch(), random.nextLong());
      double sum = 0;
      for (var places : order) {
        StructureSearch.stopIfCancelled(watch);
        try (var _ = new NDScope();
            var gradients = new Gradients()) {
          var loss = net.loss(shown.of(places, manager));
          gradients.backward(loss);
          sum += finite(loss.getFloat(), epoch, rate);
        }
        descent.step(rate);
      }
      var said = training.said(parts.choosing());
      var figures = figures(said, parts.choosing(), 0);
      best.offer(epoch, figures.weightedF1(), logLoss(said));
      checkpoint.keep(epoch, best.all(), descent);
      watch.step(new StructureStep(stage, 0, 0, epoch, epochs, sum / order.size(), figures));
    }
  }

  private static float finite(float loss, int epoch, double rate) {
    if (!Float.isFinite(loss)) {
      throw new ArithmeticException(
          "The loss became %s in epoch %d; lower the rate of %s.".formatted(loss, epoch, rate));
    }
    return loss;
  }

  private double logLoss(List<double[]> said) {
    double loss = 0;
    for (int i = 0; i < said.size(); i++) {
      loss -= Math.log(Math.max(LEAST, said.get(i)[clips.label(parts.choosing().get(i))]));
    }
    return loss;
  }

  /// @param nothing clips of which nothing is known
  RecognitionFigures figures(List<double[]> said, List<Integer> places, int nothing) {
    return RecognitionFigures.of(
        said,
        places.stream().map(clips::label).toList(),
        clips.classes(),
        parts.teaching().size(),
        nothing,
        parts.note());
  }
}
