package undertone.engine.recognition;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import undertone.engine.features.ClipSource;
import undertone.engine.refinement.Streams;
import undertone.models.TrainingTurn;
import undertone.models.hosting.HostedAutoencoder;
import undertone.models.video.FirstWeights;

/// Teaches a model to fill gaps in clips, for which nobody needs to label any.
///
/// A model of two senses also learns from clips that have one of them; the other is then grey, or
/// silent, in every such clip, and teaches no more than that.
public final class PreTraining {
  private final RecognitionPlan plan;
  private final HostedAutoencoder network;
  private final SensesReader senses;
  private final Device device;

  /// @param plan of a size that ends in `-pretrain`
  public PreTraining(RecognitionPlan plan, SensesReader senses, Device device) {
    network = plan.autoencoder();
    this.plan = plan;
    this.senses = senses;
    this.device = device;
  }

  /// Learns, or goes on where an earlier call with the same plan and clips was stopped.
  ///
  /// @param folder of this run
  /// @throws IllegalArgumentException if no clip shows anything
  /// @throws java.util.concurrent.CancellationException if the watch asks to stop
  public RecognitionFolder run(List<ClipSource> clips, Path folder, RecognitionWatch watch)
      throws IOException, InterruptedException {
    if (RecognitionFolder.isFinished(folder)) {
      return RecognitionFolder.read(folder);
    }
    var sighted = Sighted.of(clips, Reading.of(network), senses, watch);
    if (sighted.places().isEmpty()) {
      throw new IllegalArgumentException(
          "None of the %d clips shows what %s reads; it cannot learn from them."
              .formatted(clips.size(), plan.model()));
    }
    var chosen = sighted.places().stream().map(clips::get).toList();
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager(device)) {
      var weights =
          FirstWeights.draw(
              network.weights(), 1, manager, new Streams(plan.seed()).of("first weights"));
      var training = new Training(plan, network, senses, chosen, weights, manager);
      training.run(
          folder,
          chosen.stream().map(ClipSource::clip).collect(Collectors.joining("\n")),
          (batch, inputs, random) -> {
            inputs.putAll(network.hidden(batch.size(), random, manager));
            return blocks -> network.error(weights, inputs, blocks);
          },
          _ -> null,
          watch);
      var done =
          RecognitionFolder.write(
              folder,
              weights,
              new RecognitionFolder.Card(
                  plan.model(),
                  plan.size(),
                  plan.stage(),
                  List.of(),
                  1,
                  chosen.size(),
                  List.of(),
                  "",
                  null,
                  "",
                  null));
      Checkpoint.in(folder, "").drop();
      return done;
    }
  }
}
