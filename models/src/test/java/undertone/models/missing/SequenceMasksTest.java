package undertone.models.missing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequenceMasksTest {

  @Test
  void what_is_kept_is_real_and_a_missing_modality_keeps_nothing() {
    for (int seed = 0; seed < 1000; seed++) {
      var random = new SplittableRandom(seed);
      int clips = random.nextInt(1, 5);
      int steps = random.nextInt(1, 9);
      var masks = new SequenceMasks(clips, steps);
      for (int clip = 0; clip < clips; clip++) {
        var kept = new boolean[random.nextInt(steps + 1)];
        for (int t = 0; t < kept.length; t++) {
          kept[t] = random.nextBoolean();
        }
        masks.put(clip, kept);
        if (random.nextInt(3) == 0) {
          masks.lacks(clip, kept.length);
        }
      }
      try (var manager = NDManager.newBaseManager()) {
        var real = masks.real(manager).toFloatArray();
        var kept = masks.kept(manager).toFloatArray();
        var present = masks.present(manager).toFloatArray();
        for (int i = 0; i < kept.length; i++) {
          assertThat(kept[i]).as("seed %d", seed).isLessThanOrEqualTo(real[i]);
          assertThat(kept[i]).as("seed %d", seed).isLessThanOrEqualTo(present[i / steps]);
        }
      }
    }
  }

  @Test
  void the_three_kinds_of_absence_stay_apart() {
    var masks = new SequenceMasks(3, 4);
    masks.put(0, true, false, true);
    masks.put(1, false, false);
    masks.lacks(2, 4);
    try (var manager = NDManager.newBaseManager()) {
      assertThat(masks.real(manager).toFloatArray())
          .containsExactly(1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1);
      assertThat(masks.kept(manager).toFloatArray())
          .containsExactly(1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      assertThat(masks.present(manager).toFloatArray()).containsExactly(1, 1, 0);
    }
  }

  @Test
  void an_utterance_is_the_mean_of_its_kept_steps() {
    var masks = new SequenceMasks(2, 3);
    masks.put(0, true, false, true);
    masks.lacks(1, 3);
    try (var manager = NDManager.newBaseManager()) {
      var sequence = manager.arange(12f).reshape(new Shape(2, 3, 2));

      var mean = SequenceMasks.mean(sequence, masks.kept(manager));

      assertThat(mean.toFloatArray()).containsExactly(2, 3, 0, 0);
    }
  }

  @Test
  void a_clip_longer_than_its_batch_is_refused() {
    assertThatThrownBy(() -> new SequenceMasks(1, 2).put(0, true, true, true))
        .hasMessageContaining("3 steps")
        .hasMessageContaining("ends at 2");
  }
}
