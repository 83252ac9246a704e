package undertone.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.models.TrainingTurn;
import undertone.models.video.FirstWeights;

class TrainingMemoryTest {
  @TempDir Path folder;

  @Test
  void a_step_leaves_no_array_behind() throws Exception {
    var plan = RecognitionPlan.usual("hicmae", "tiny-pretrain").withEpochs(6);
    var network = plan.autoencoder();
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var weights = FirstWeights.draw(network.weights(), 1, manager, new SplittableRandom(1));
      var clips = DrawnClips.lessons("bar", 32).stream().map(Lesson::clip).toList();
      var training = new Training(plan, network, new DrawnClips(), clips, weights, manager);
      int before = manager.getManagedArrays().size();
      var held = new ArrayList<Integer>();
      training.run(
          folder,
          "",
          (batch, inputs, random) -> {
            inputs.putAll(network.hidden(batch.size(), random, manager));
            return _ -> network.error(weights, inputs);
          },
          _ -> null,
          _ -> held.add(manager.getManagedArrays().size()));

      assertThat(held).hasSize(12).containsOnly(before);
    }
  }
}
