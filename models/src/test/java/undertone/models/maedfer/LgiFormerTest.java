package undertone.models.maedfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.models.TrainingTurn;
import undertone.models.hosting.Costs;
import undertone.models.maedfer.MaeDferConfig.Steps;
import undertone.models.video.BarLessons;
import undertone.models.video.Cubes;
import undertone.models.video.Decoder;
import undertone.models.video.FirstWeights;
import undertone.models.video.Grid;
import undertone.models.video.Mask;
import undertone.models.video.MovingBars;
import undertone.models.video.Pass;
import undertone.models.video.Targets;

class LgiFormerTest {
  private static final MaeDferConfig TINY = MaeDferConfig.TINY;

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

  private static Mask hidden(MaeDferConfig config, int clips, SplittableRandom random) {
    return Mask.windows(
        clips,
        config.cubes().grid(),
        config.region().rows(),
        config.region().columns(),
        .75,
        random);
  }

  @ParameterizedTest
  @CsvSource({"1,4,16,24,2", "3,8,32,16,2", "2,3,16,16,1"})
  void any_clip_gets_a_score_of_each_class_and_its_gaps_filled(
      int b, int frames, int height, int width, int deep) {
    var cubes = new Cubes(frames, height, width, deep, 8);
    var grid = cubes.grid();
    var region = new Grid(1, 2, grid.columns());
    var config = MaeDferConfig.usual(cubes, region, 12, 2, 2, new Decoder(8, 2, 1));
    var clips = manager.randomNormal(new Shape(b, 3, frames, height, width));
    var mask = Mask.tubes(b, grid, grid.rows() == 2 ? .5 : 0, random);

    var scores =
        new LgiFormer(config).classify(Pass.predicting(drawn(config.fineTuning(6))), clips);
    var filled =
        new LgiFormer(config)
            .reconstruct(Pass.predicting(drawn(config.preTraining())), clips, mask);

    assertThat(scores.getShape()).isEqualTo(new Shape(b, 6));
    assertThat(filled.getShape())
        .isEqualTo(new Shape(b, grid.tokens() - mask.visibleTokens(), cubes.numbers()));
  }

  @Test
  void regions_know_of_each_other_only_by_their_representatives() {
    var alone = TINY.with(Steps.NO_INTERACTION);
    var clips = MovingBars.clips(manager, 1, TINY.cubes(), random);
    var later = clips.duplicate();
    later.set(new NDIndex(":,:,4:"), 0); // regions 2 and 3

    assertThat(largestChangeOfTheFirstRegion(alone, clips, later)).isZero();
    assertThat(largestChangeOfTheFirstRegion(TINY, clips, later)).isGreaterThan(1e-5f);
  }

  private float largestChangeOfTheFirstRegion(MaeDferConfig config, NDArray one, NDArray other) {
    var weights = drawn(config.fineTuning(4));
    return cubesOfTheFirstRegion(config, weights, one)
        .sub(cubesOfTheFirstRegion(config, weights, other))
        .abs()
        .max()
        .getFloat();
  }

  /// After one block: the next would hear of the others from the representative.
  private static NDArray cubesOfTheFirstRegion(
      MaeDferConfig config, Map<String, NDArray> weights, NDArray clip) {
    var seen = new HashMap<String, NDArray>();
    new LgiFormer(config).classify(Pass.watched(weights, seen::put), clip);
    return Objects.requireNonNull(seen.get("blocks.0")).get("0,1:");
  }

  @Test
  void what_is_hidden_changes_nothing_that_is_predicted() {
    var clips = MovingBars.clips(manager, 2, TINY.cubes(), random);
    var mask = hidden(TINY, 2, random);
    var weights = drawn(TINY.preTraining());
    var other = BarLessons.covered(clips, TINY.cubes(), mask);

    var one = new LgiFormer(TINY).reconstruct(Pass.predicting(weights), clips, mask);
    var two = new LgiFormer(TINY).reconstruct(Pass.predicting(weights), other, mask);

    assertThat(two.toFloatArray()).isEqualTo(one.toFloatArray());
  }

  @Test
  void at_one_half_colours_and_motion_weigh_as_in_the_plain_mean() {
    var prediction = manager.randomNormal(new Shape(2, 5, 384));
    var target = manager.randomNormal(new Shape(2, 5, 384));

    assertThat(LgiFormer.loss(prediction, target, .5).getFloat())
        .isCloseTo(Targets.error(prediction, target).getFloat(), within(1e-6f));
  }

  @Test
  void masks_that_show_more_of_one_region_than_of_another_are_refused() {
    var mask = new boolean[64];
    mask[0] = true;
    var uneven = manager.create(mask).reshape(1, 64);

    assertThatThrownBy(() -> TINY.regions().inOrder(Mask.of(uneven), manager))
        .hasMessageContaining("Clip 0");
    assertThatThrownBy(
            () -> MaeDferConfig.usual(Cubes.TINY, new Grid(3, 2, 4), 64, 4, 4, Decoder.TINY))
        .hasMessageContaining("3 × 2 × 4");
  }

  @Test
  void gaps_in_moving_bars_are_filled_better_and_better() {
    var filled =
        BarLessons.fillGaps(
            drawn(TINY.preTraining()),
            new LgiFormer(TINY)::reconstruct,
            clips -> hidden(TINY, clips, random),
            Targets::motion);

    assertThat(filled.loss()).isLessThan(.8f * filled.nothing());
  }

  @Test
  void where_bars_move_to_is_learned() {
    var weights = FirstWeights.draw(TINY.fineTuning(MovingBars.CLASSES), .001, manager, random);

    assertThat(BarLessons.tellDirections(weights, TINY.depth(), new LgiFormer(TINY)::classify))
        .isGreaterThan(.75f);
  }

  /// Sun et al. 2023 say 50 G.
  @Test
  void one_clip_costs_what_was_published() {
    Costs.mustBe(
        50,
        MaeDferConfig.BASE.fineTuning(7),
        (pass, clips) -> new LgiFormer(MaeDferConfig.BASE).classify(pass, Costs.clip(clips)));
  }
}
