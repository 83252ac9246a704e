package undertone.models.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final Cubes cubes = new Cubes(4, 32, 32, 2, 16);

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray noise(Shape shape) {
    var random = new Random(1);
    var values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return manager.create(values, shape);
  }

  @Test
  void every_channel_of_a_cube_has_mean_0_and_spread_1() {
    var clips = Targets.normalised(noise(new Shape(2, 3, 4, 32, 32)));

    var channels = Targets.pixels(clips, cubes).reshape(2, 8, 512, 3); // [B,N,P/3,3]

    for (float mean : channels.mean(new int[] {2}).toFloatArray()) {
      assertThat(mean).isCloseTo(0, within(1e-3f));
    }
    for (float variance : channels.square().sum(new int[] {2}).div(511).toFloatArray()) {
      assertThat(variance).isCloseTo(1, within(.01f));
    }
  }

  @Test
  void predicting_nothing_of_noise_scores_511_of_512_on_colours() {
    var clips = Targets.normalised(noise(new Shape(2, 3, 4, 32, 32)));
    var target = Targets.motion(clips, cubes);

    var score = Targets.errorOfHalf(target.zerosLike(), target, 0).getFloat();

    assertThat(score).isCloseTo(.998f, within(.03f)); // half of the numbers, drawn
  }

  @Test
  void a_cube_of_one_colour_has_a_target_all_the_same() {
    var black = Targets.normalised(manager.zeros(new Shape(1, 3, 4, 32, 32)));

    for (float number : Targets.motion(black, cubes).toFloatArray()) {
      assertThat(number).isFinite();
    }
  }

  @Test
  void a_clip_of_another_size_is_refused_with_both_sizes() {
    assertThatThrownBy(() -> Targets.pixels(manager.zeros(new Shape(1, 3, 4, 32, 48)), cubes))
        .hasMessageContaining("(1, 3, 4, 32, 32)")
        .hasMessageContaining("(1, 3, 4, 32, 48)");
    assertThatThrownBy(() -> new Cubes(5, 32, 32, 2, 16)).hasMessageContaining("do not fill");
  }
}
