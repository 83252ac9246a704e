package undertone.models.svfap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.models.TrainingTurn;
import undertone.models.video.BarLessons;
import undertone.models.video.Cubes;
import undertone.models.video.Decoder;
import undertone.models.video.FirstWeights;
import undertone.models.video.Mask;
import undertone.models.video.MovingBars;
import undertone.models.video.Pass;
import undertone.models.video.Targets;

class TpsbtTest {
  private static final SvfapConfig TINY = SvfapConfig.TINY;

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final SplittableRandom random = new SplittableRandom(11);

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private Map<String, NDArray> drawn(Map<String, Shape> layout) {
    return FirstWeights.draw(layout, 1, manager, random);
  }

  private Mask tubes(int clips) {
    return Mask.tubes(clips, TINY.cubes().grid(), .75, random);
  }

  @ParameterizedTest
  @CsvSource({"1,8,16,24,2,2", "3,9,16,16,1,3"})
  void any_clip_gets_a_score_of_each_class_and_its_gaps_filled(
      int b, int frames, int height, int width, int deep, int stride) {
    var cubes = new Cubes(frames, height, width, deep, 8);
    var config =
        new SvfapConfig(cubes, 12, 2, List.of(1, 2, 1), 3, stride, 5, .1, new Decoder(8, 2, 1));
    var clips = manager.randomNormal(new Shape(b, 3, frames, height, width));
    var mask = Mask.tubes(b, cubes.grid(), .5, random);

    var scores = new Tpsbt(config).classify(Pass.predicting(drawn(config.fineTuning(6))), clips);
    var filled =
        new Tpsbt(config).reconstruct(Pass.predicting(drawn(config.preTraining())), clips, mask);

    assertThat(scores.getShape()).isEqualTo(new Shape(b, 6));
    assertThat(filled.getShape())
        .isEqualTo(new Shape(b, cubes.grid().tokens() / 2, cubes.numbers()));
  }

  @Test
  void tokens_become_half_as_many_from_stage_to_stage() {
    var seen = new HashMap<String, NDArray>();
    var pass = Pass.watched(drawn(TINY.fineTuning(4)), seen::put);

    new Tpsbt(TINY).classify(pass, MovingBars.clips(manager, 2, TINY.cubes(), random));

    assertThat(tokens(seen, "blocks.1")).isEqualTo(64);
    assertThat(tokens(seen, "spatial_downsamples.0")).isEqualTo(4); // 2 slices
    assertThat(tokens(seen, "blocks.3")).isEqualTo(32);
    assertThat(tokens(seen, "blocks.5")).isEqualTo(16);
  }

  private static long tokens(Map<String, NDArray> seen, String path) {
    return Objects.requireNonNull(seen.get(path), path).getShape().get(1);
  }

  @Test
  void slices_whose_kernel_averages_become_their_mean() {
    var weights = drawn(TINY.preTraining());
    var kernel = new float[64 * 64 * 2];
    for (int i = 0; i < 64; i++) {
      kernel[(i * 64 + i) * 2] = .5f;
      kernel[(i * 64 + i) * 2 + 1] = .5f;
    }
    weights.put(
        "encoder.temporal_downsamples.0.weight", manager.create(kernel, new Shape(64, 64, 2)));
    var seen = new HashMap<String, NDArray>();

    new Tpsbt(TINY)
        .reconstruct(
            Pass.watched(weights, seen::put),
            MovingBars.clips(manager, 1, TINY.cubes(), random),
            tubes(1));

    var before = Objects.requireNonNull(seen.get("encoder.blocks.1")).reshape(2, 2, 4, 64);
    var after = Objects.requireNonNull(seen.get("encoder.temporal_downsamples.0"));
    assertThat(after.reshape(2, 4, 64).allClose(before.mean(new int[] {1}), 1e-5, 1e-5, false))
        .isTrue();
  }

  @Test
  void what_is_hidden_changes_nothing_that_is_predicted() {
    var clips = MovingBars.clips(manager, 2, TINY.cubes(), random);
    var mask = tubes(2);
    var weights = drawn(TINY.preTraining());
    var other = BarLessons.covered(clips, TINY.cubes(), mask);

    var one = new Tpsbt(TINY).reconstruct(Pass.predicting(weights), clips, mask);
    var two = new Tpsbt(TINY).reconstruct(Pass.predicting(weights), other, mask);
    var shown = Mask.of(manager.ones(new Shape(2, 64)).sub(hidden(mask)));
    var three =
        new Tpsbt(TINY)
            .reconstruct(
                Pass.predicting(weights), BarLessons.covered(clips, TINY.cubes(), shown), mask);

    assertThat(two.toFloatArray()).isEqualTo(one.toFloatArray());
    assertThat(three.sub(one).abs().max().getFloat()).isGreaterThan(.01f); // the test can fail
  }

  /// 1 at each hidden token, `[B,N]`.
  private NDArray hidden(Mask mask) {
    return mask.hidden(manager).oneHot(64).sum(new int[] {1});
  }

  @Test
  void masks_that_change_from_moment_to_moment_are_refused() {
    var scattered = Mask.scattered(1, 64, .75, new SplittableRandom(1));

    assertThatThrownBy(() -> scattered.visiblePerSlice(TINY.cubes().grid()))
        .hasMessageContaining("by tubes");
    assertThatThrownBy(() ->
            new SvfapConfig(Cubes.TINY, 64, 4, List.of(2, 2, 2, 2), 2, 2, 16, 0, Decoder.TINY))
        .hasMessageContaining("4 slices");
  }

  @Test
  void gaps_in_moving_bars_are_filled_better_and_better() {
    var filled =
        BarLessons.fillGaps(
            drawn(TINY.preTraining()), new Tpsbt(TINY)::reconstruct, this::tubes, Targets::pixels);

    assertThat(filled.loss()).isLessThan(.8f * filled.nothing());
  }

  @Test
  void where_bars_move_to_is_learned() {
    var weights = FirstWeights.draw(TINY.fineTuning(MovingBars.CLASSES), .001, manager, random);

    assertThat(BarLessons.tellDirections(weights, TINY.blocks(), new Tpsbt(TINY)::classify))
        .isGreaterThan(.75f);
  }
}
