package undertone.models.emt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.models.Adam;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

class EmtNetTest {
  private static final int WIDTH = PlantedClips.WIDTH;

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private EmtNet net(int outputs) {
    var config = EmtConfig.small(WIDTH, WIDTH, WIDTH, outputs);
    return new EmtNet(config, manager, new SplittableRandom(1));
  }

  private Clips noise(int clips, int words, int sounds, int pictures) {
    var steps = new NDList();
    var real = new NDList();
    for (int length : new int[] {words, sounds, pictures}) {
      steps.add(manager.randomNormal(new Shape(clips, length, WIDTH)));
      real.add(manager.ones(new Shape(clips, length)));
    }
    return new Clips(manager.randomNormal(new Shape(clips, WIDTH)), steps, real);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void clips_of_any_length_get_an_output_and_features_of_every_step(int clips) {
    for (int outputs : new int[] {1, 4}) {
      var net = net(outputs);
      var view = net.view(noise(clips, 3, 11, clips), false);

      assertThat(view.outputs().getShape()).isEqualTo(new Shape(clips, outputs));
      assertThat(net.restored(view).get(1).getShape()).isEqualTo(new Shape(clips, 11, WIDTH));
    }
  }

  @Test
  void padding_changes_nothing_however_loud_it_is() {
    var net = net(1);
    var clips = noise(3, 4, 6, 5);
    var alone = net.view(clips, false).outputs();

    var steps = new NDList();
    var real = new NDList();
    for (int m = 0; m < 3; m++) {
      steps.add(
          clips.steps().get(m).concat(manager.randomNormal(new Shape(3, 4, WIDTH)).mul(100), 1));
      real.add(clips.real().get(m).concat(manager.zeros(new Shape(3, 4)), 1));
    }
    var padded = net.view(new Clips(clips.sentence(), steps, real), false).outputs();

    ReferenceArrays.near(padded, alone, 1e-5, "padded");
  }

  @Test
  void what_is_only_said_is_the_same_as_in_the_whole_view() {
    var net = net(3);
    var clips = noise(3, 4, 6, 5);

    ReferenceArrays.near(net.outputs(clips), net.view(clips, false).outputs(), 0, "outputs");
  }

  @Test
  void a_clip_without_any_step_of_a_modality_still_gets_a_number() {
    var clips = noise(2, 4, 6, 5);
    clips.real().get(1).muli(0);

    assertThat(net(1).view(clips, false).outputs().isNaN().any().getBoolean()).isFalse();
  }

  @Test
  void where_everything_was_taken_away_outputs_and_losses_stay_numbers() {
    var net = net(1);
    var clips = new PlantedClips(1).draw(manager, 4, 1);

    var view = net.view(clips.incomplete(), false);

    assertThat(view.outputs().isNaN().any().getBoolean()).isFalse();
    assertThat(
            EmtLoss.restoration(net.restored(view), clips.complete().steps(), clips.missing())
                .getFloat())
        .isFinite()
        .isPositive();
  }

  @Test
  void what_nobody_took_away_is_not_judged() {
    var net = net(1);
    var whole = new PlantedClips(1).draw(manager, 4, 0);
    var half = new PlantedClips(1).draw(manager, 4, .5);

    var restored = net.restored(net.view(whole.incomplete(), false));
    assertThat(EmtLoss.restoration(restored, whole.complete().steps(), whole.missing()).getFloat())
        .isZero();

    var told = net.restored(net.view(half.incomplete(), false));
    var shouted =
        new NDList(
            IntStream.range(0, 3)
                .mapToObj(m -> told.get(m).add(half.missing().get(m).sub(1).mul(50).expandDims(2)))
                .toArray(NDArray[]::new));
    assertThat(EmtLoss.restoration(shouted, half.complete().steps(), half.missing()).getFloat())
        .isEqualTo(EmtLoss.restoration(told, half.complete().steps(), half.missing()).getFloat())
        .isPositive();
  }

  @Test
  void where_a_view_stands_is_not_moved_by_what_the_other_expects() {
    var stands = manager.randomNormal(new Shape(4, 6));
    var expects = manager.randomNormal(new Shape(4, 6));
    stands.setRequiresGradient(true);
    expects.setRequiresGradient(true);
    try (var gradients = new Gradients()) {
      var complete = new EmtNet.Pull(new NDList(stands), new NDList(expects));
      gradients.backward(EmtLoss.part(complete, complete, 0));
    }

    assertThat(expects.getGradient().abs().sum().getFloat()).isPositive();
    assertThat(stands.hasGradient()).isTrue();
    assertThat(stands.getGradient().abs().sum().getFloat()).isZero();
  }

  @Test
  void a_width_that_heads_do_not_divide_is_refused() {
    assertThatThrownBy(() ->
            new EmtConfig(
                8,
                8,
                8,
                4,
                4,
                4,
                4,
                10,
                1,
                4,
                0,
                0,
                8,
                0,
                1,
                EmtConfig.Sharing.ALL,
                new EmtConfig.Expectation(4, 4, 4, 4),
                1,
                1))
        .hasMessageContaining("width=10, heads=4");
  }

  @Test
  void steps_apart_in_rate_are_areas_under_the_curve() {
    assertThat(SentimentScores.area(new double[] {0, .1, .5}, new double[] {1, 3, 2}))
        .isCloseTo(.2 + 1, within(1e-12));
  }

  /// Always saying the mean is wrong by .56.
  @Test
  void values_that_no_modality_tells_alone_are_learned_from_incomplete_clips() {
    var net = net(1);
    var adam = new Adam(net.weights().weights().values(), 0);
    var lessons = new PlantedClips(3);
    for (int step = 0; step < 24; step++) {
      try (var _ = new NDScope()) {
        learn(net, lessons.draw(manager, 32, .3));
        adam.step(5e-3);
      }
    }

    var exam = new PlantedClips(4).draw(manager, 300, .3);
    var view = net.view(exam.incomplete(), false);

    assertThat(EmtLoss.ofValues(view.outputs(), exam.values()).getFloat()).isLessThan(.45f);
  }

  private static void learn(EmtNet net, PlantedClips.Batch batch) {
    try (var gradients = new Gradients()) {
      var complete = net.view(batch.complete(), true);
      var incomplete = net.view(batch.incomplete(), true);
      var attraction = EmtLoss.attraction(net.pull(complete, true), net.pull(incomplete, true));
      var restoration =
          EmtLoss.restoration(net.restored(incomplete), batch.complete().steps(), batch.missing());
      gradients.backward(
          EmtLoss.total(
              net.config(),
              EmtLoss.ofValues(incomplete.outputs(), batch.values()),
              EmtLoss.ofValues(complete.outputs(), batch.values()),
              attraction,
              restoration));
    }
  }
}
