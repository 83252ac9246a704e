package undertone.models.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MixingTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /// Clip 0 is black, clip 1 white.
  private NDArray blackAndWhite() {
    return manager
        .zeros(new Shape(1, 3, 2, 16, 24))
        .concat(manager.ones(new Shape(1, 3, 2, 16, 24)), 0);
  }

  private NDArray classes(long... classes) {
    return manager.create(classes);
  }

  @Test
  void a_label_has_the_share_that_its_clip_has_whichever_way_they_are_mixed() {
    var random = new SplittableRandom(4);
    var plain = new Mixing(.8, 1, 0);
    int cuts = 0;
    double shares = 0;
    for (int draw = 0; draw < 400; draw++) {
      var mixed = plain.of(blackAndWhite(), classes(0, 1), 2, random);

      float white = mixed.clips().get("0").mean().getFloat();
      assertThat(mixed.labels().getFloat(0, 1)).isCloseTo(white, within(1e-5f));
      assertThat(mixed.labels().getFloat(1, 0)).isCloseTo(white, within(1e-5f)); // its mirror
      assertThat(mixed.clips().get("1").mean().getFloat()).isCloseTo(1 - white, within(1e-5f));
      var clip = mixed.clips().get("0");
      cuts += clip.eq(0).logicalOr(clip.eq(1)).all().getBoolean() ? 1 : 0;
      shares += white;
    }
    assertThat(cuts).isBetween(160, 240);
    assertThat(shares / 400).isBetween(.35, .5); // a cut's box is clipped by the frame
  }

  @Test
  void a_smoothed_label_leaves_a_little_to_every_class() {
    var labels = Mixing.PUBLISHED.smoothed(classes(2, 0), 4);

    assertThat(labels.toFloatArray())
        .containsExactly(
            new float[] {.025f, .025f, .925f, .025f, .925f, .025f, .025f, .025f}, within(1e-6f));
  }

  @Test
  void clips_without_a_partner_are_refused() {
    var three = manager.zeros(new Shape(3, 3, 2, 8, 8));

    assertThatThrownBy(
            () -> Mixing.PUBLISHED.of(three, classes(0, 1, 2), 3, new SplittableRandom(1)))
        .hasMessageContaining("there are 3");
    assertThatThrownBy(() -> new Mixing(0, 1, 0)).hasMessageContaining("blend=0.0");
  }
}
