package undertone.models.mer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;

class FusionNetTest {
  private static final MerBenchConfig SMALL = new MerBenchConfig(5, 4, 7, 8, 6, 0.1f);
  private static final Mer23Config SMALL_2023 = new Mer23Config(5, 4, 7, 12, 8, 6, 0.1f);

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  static Stream<Arguments> nets() {
    return Stream.of(
        net("mlp 2023", () -> new Mer23Mlp(SMALL_2023), false),
        net("attention 2023", () -> new Mer23Attention(SMALL_2023), false),
        net(
            "attention 2024",
            () -> new Mer24Attention(SMALL, Mer24Attention.Level.UTTERANCE),
            false),
        net("frames 2024", () -> new Mer24Attention(SMALL, Mer24Attention.Level.FRAME), true),
        net("TFN", () -> new TensorFusion(SMALL), false),
        net("LMF", () -> new LowRankFusion(SMALL, 3), false));
  }

  private static Arguments net(String name, Supplier<FusionNet> net, boolean frames) {
    return Arguments.of(name, net, frames);
  }

  private NDList clips(int count, boolean frames) {
    return new NDList(
        Stream.of(5, 4, 7)
            .map(width -> frames ? new Shape(count, 9, width) : new Shape(count, width))
            .map(manager::randomNormal)
            .toArray(NDArray[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nets")
  void any_number_of_clips_gets_a_score_of_each_class_and_a_valence(
      String name, Supplier<FusionNet> net, boolean frames) {
    var made = net.get().initialize(manager, new SplittableRandom(1));
    for (int count : new int[] {1, 3}) {
      var out = made.forward(new ParameterStore(manager, false), clips(count, frames), false);

      assertThat(out.get(FusionNet.SCORES).getShape()).isEqualTo(new Shape(count, 6));
      assertThat(out.get(FusionNet.VALENCE).getShape()).isEqualTo(new Shape(count, 1));
      assertThat(List.of(out.get(0).getShape(), out.get(1).getShape(), out.get(2).getShape()))
          .isEqualTo(
              List.of(
                  made.getOutputShapes(out.stream().map(NDArray::getShape).toArray(Shape[]::new))));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nets")
  void equal_seeds_make_equal_networks_and_some_steps_bring_the_loss_down(
      String name, Supplier<FusionNet> net, boolean frames) {
    var made = net.get().initialize(manager, new SplittableRandom(1));
    var twin = net.get().initialize(manager, new SplittableRandom(1));
    assertThat(numbers(made)).isDeepEqualTo(numbers(twin));
    var clips = clips(12, frames);
    var classes = manager.create(new long[] {0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5});
    var valence = manager.zeros(new Shape(12)).add(0.5f);

    float first = step(made, clips, classes, valence);
    float last = first;
    for (int i = 0; i < 60; i++) {
      last = step(made, clips, classes, valence);
    }

    assertThat(last).isLessThan(0.95f * first);
  }

  private static float[][] numbers(FusionNet net) {
    return net.weights().values().stream().map(NDArray::toFloatArray).toArray(float[][]::new);
  }

  private static float step(FusionNet net, NDList clips, NDArray classes, NDArray valence) {
    float loss;
    try (var gradients = new Gradients()) {
      var out = net.forward(new ParameterStore(clips.getManager(), false), clips, true);
      var total = FusionLoss.of(out, classes, valence);
      gradients.backward(total);
      loss = total.getFloat();
    }
    net.weights()
        .values()
        .forEach(weight -> {
          weight.subi(weight.getGradient().mul(0.1f));
          weight.getGradient().subi(weight.getGradient().duplicate());
        });
    return loss;
  }

  @Test
  void sizes_that_make_no_network_are_refused() {
    assertThatThrownBy(() -> new Mer23Config(0, 1, 1, 1, 1, 6, 0)).hasMessageContaining("audio=0");
    assertThatThrownBy(() -> new MerBenchConfig(1, 1, 1, 1, 6, 1))
        .hasMessageContaining("dropout=1.0");
    assertThatThrownBy(() -> new LowRankFusion(SMALL, 0)).hasMessageContaining("rank=0");
  }
}
