package undertone.models.abaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.models.Adam;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

/// Networks of frames, and how frames of one rate come to another.
class FramesTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final SplittableRandom random = new SplittableRandom(8);

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private NDArray noise(long... shape) {
    var values = new float[(int) new Shape(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(shape));
  }

  private static TwoAspectConfig tiny(TwoAspectConfig.Aspects aspects) {
    return new TwoAspectConfig(6, 8, 3, 8, 2, 16, 8, 12, aspects, 0, 0, 1);
  }

  @ParameterizedTest
  @EnumSource(TwoAspectConfig.Aspects.class)
  void any_number_of_frames_gets_every_task(TwoAspectConfig.Aspects aspects) {
    var net = new TwoAspectNet(tiny(aspects), manager, new SplittableRandom(1));
    for (int frames : new int[] {1, 5}) {
      var told = net.told(noise(frames, 6, 4, 4), false);

      assertThat(told.expression().getShape()).isEqualTo(new Shape(frames, 8));
      assertThat(told.affect().getShape()).isEqualTo(new Shape(frames, 2));
      assertThat(told.units().getShape()).isEqualTo(new Shape(frames, 12));
    }
  }

  @Test
  void everything_two_aspects_are_made_of_learns() {
    var net =
        new TwoAspectNet(tiny(TwoAspectConfig.Aspects.BOTH), manager, new SplittableRandom(1));
    var weights = net.weights().weights();
    var before = weights.values().stream().map(NDArray::toFloatArray).toList();
    var adam = new Adam(weights.values(), 0);
    var maps = noise(12, 6, 4, 4);
    var labels =
        FrameLabels.marked(
            manager.create(new long[] {0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, -1}),
            noise(12).clip(-1, 1),
            noise(12).clip(-1, 1),
            noise(12, 12).gt(0).toType(DataType.INT64, false));
    float first = 0;
    float last = 0;
    for (int step = 0; step < 30; step++) {
      try (var gradients = new Gradients()) {
        var loss =
            FrameLoss.of(
                net.told(maps, true),
                labels,
                manager.ones(new Shape(8)),
                manager.ones(new Shape(12)));
        gradients.backward(loss);
        last = loss.getFloat();
      }
      first = step == 0 ? last : first;
      adam.step(.01);
    }

    assertThat(last).isLessThan(.7f * first);
    var after = weights.values().stream().map(NDArray::toFloatArray).toList();
    for (var name : List.of("init_state.EXPR", "temporal_u.AU", "emotion_classifiers.VA.weight")) {
      int at = List.copyOf(weights.keySet()).indexOf(name);
      assertThat(after.get(at)).as(name).isNotEqualTo(before.get(at));
    }
  }

  @Test
  void a_stream_that_a_window_lacks_has_no_say() {
    var net = new SequenceAttention(List.of(3, 4, 5), 6, 0, manager, new SplittableRandom(1));
    var streams = new NDList(noise(2, 7, 3), noise(2, 7, 4), noise(2, 7, 5));
    var present = manager.create(new float[][] {{1, 0, 1}, {1, 1, 1}});

    var told = net.told(streams, present, false);

    assertThat(told.affect().getShape()).isEqualTo(new Shape(2, 7, 2));
    assertThat(told.shares().get("0,:,1").abs().sum().getFloat()).isZero();
    assertThat(told.shares().get("1,:,1").abs().sum().getFloat()).isPositive();
  }

  @Test
  void lines_stay_lines_and_ends_stay_ends() {
    var ramp = manager.arange(20f).reshape(20, 1);

    var aligned = Alignment.linear(20, 33).of(ramp).toFloatArray();

    for (int i = 0; i < 33; i++) {
      assertThat(aligned[i]).isCloseTo(i * 19 / 32f, within(1e-5f));
    }
    ReferenceArrays.near(Alignment.linear(20, 20).of(ramp), ramp, 0, "equal lengths");
    ReferenceArrays.near(Alignment.nearest(20, 20).of(ramp), ramp, 0, "equal lengths");
    ReferenceArrays.near(Alignment.pooled(20, 20).of(ramp), ramp, 0, "equal lengths");
  }

  @Test
  void pooling_keeps_the_mean_and_the_shape_of_a_slow_wave() {
    var wave = manager.arange(500f).mul((float) (2 * Math.PI * 3 / 50)).sin().reshape(500, 1);

    var pooled = Alignment.pooled(500, 300).of(wave);

    assertThat(pooled.mean().getFloat()).isCloseTo(wave.mean().getFloat(), within(.01f));
    var truth = manager.arange(300f).mul((float) (2 * Math.PI * 3 / 30)).sin();
    assertThat(FrameLoss.ccc(pooled.squeeze(1), truth, truth.onesLike()).getFloat())
        .isGreaterThan(.95f);
  }

  @ParameterizedTest
  @CsvSource({"50,30", "100,25", "20,33", "70,10"})
  void what_aligns_by_learning_has_a_gradient_everywhere(int from, int to) {
    int ratio = Math.max(1, from / to);
    var alignment = new LearnedAlignment(4, ratio, manager, new SplittableRandom(1));
    var stream = noise(2, from, 4);
    try (var gradients = new Gradients()) {
      var aligned = alignment.of(stream, to);

      assertThat(aligned.getShape()).isEqualTo(new Shape(2, to, 4));
      gradients.backward(aligned.square().sum());
    }
    alignment
        .weights()
        .weights()
        .values()
        .forEach(weight -> assertThat(weight.getGradient().abs().min().getFloat()).isPositive());
  }

  @Test
  void memory_keeps_what_every_stream_has_said() {
    var net = new MemoryFusion(List.of(3, 4, 5), 6, 5, 0, manager, new SplittableRandom(1));
    var streams = new NDList(noise(2, 7, 3), noise(2, 7, 4), noise(2, 7, 5));
    var adam = new Adam(net.weights().weights().values(), 0);
    var truth = noise(2, 7).clip(-1, 1).flatten();
    float first = 0;
    float last = 0;
    for (int step = 0; step < 25; step++) {
      try (var gradients = new Gradients()) {
        var told = net.told(streams, true).affect();
        assertThat(told.getShape()).isEqualTo(new Shape(2, 7, 2));
        var loss = FrameLoss.ofTrace(told.get(":,:,0").flatten(), truth, truth.onesLike());
        gradients.backward(loss);
        last = loss.getFloat();
      }
      first = step == 0 ? last : first;
      adam.step(.02);
    }

    assertThat(last).isLessThan(.8f * first);
  }

  @ParameterizedTest
  @CsvSource({"1000,200,100", "7,200,100", "201,200,200", "950,200,70", "200,200,200"})
  void every_frame_is_told_and_what_is_cut_is_put_together_again(
      int frames, int length, int stride) {
    var windows = new Windows(frames, length, stride);
    var whole = random.doubles(frames).toArray();

    var told =
        windows.all().stream()
            .map(window -> Arrays.copyOfRange(whole, window.from(), window.to()))
            .toList();

    assertThat(windows.stitched(told)).containsExactly(whole, within(1e-12));
    assertThat(windows.all().stream().map(Windows.Window::to).max(Integer::compare))
        .contains(frames);
  }

  @Test
  void windows_with_gaps_are_refused() {
    assertThatThrownBy(() -> new Windows(10, 3, 4)).hasMessageContaining("leave gaps");
  }

  @Test
  void unknown_frames_do_not_score() {
    var score = new FrameScore(2, 1);
    var more = new FrameScore(2, 1);
    IntStream.range(0, 12)
        .forEach(i -> {
          for (var each : List.of(score, more)) {
            each.expression(i % 3 == 0 ? 1 : 0, i % 2);
            each.valence(i / 12.0, (i + 1) / 12.0);
            each.arousal(-i / 12.0, i / 12.0);
            each.unit(0, i % 4 == 0, i % 2);
          }
          more.expression(1, -1);
          more.valence(1, -5);
          more.arousal(1, -5);
          more.unit(0, true, -1);
        });

    assertThat(more.total()).isEqualTo(score.total());
    // told 1 at 0 3 6 9, of which 3 and 9 are; told 0 at eight, of which four are
    assertThat(score.f1OfExpression(1)).isCloseTo(.4, within(1e-12));
    assertThat(score.f1OfExpression(0)).isCloseTo(4.0 / 7, within(1e-12));
    assertThat(score.f1OfUnit(0)).isZero();
  }
}
