package undertone.models.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.models.Adam;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

/// What every model that reads streams promises, in every size.
class StreamModelTest {
  private static final List<Integer> WIDTHS = List.of(3, 4, 2);
  private static final int B = 3;
  private static final int T = 5;
  private static final int K = 4;

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  static Stream<Arguments> all() {
    return StreamModel.all().stream()
        .flatMap(model -> model.sizes().stream().map(size -> Arguments.of(model, size)));
  }

  private StreamNetwork network(StreamModel model, String size) {
    return model.network(size, WIDTHS, K, manager, new SplittableRandom(1));
  }

  private NDList streams(StreamModel model, String size) {
    manager.getEngine().setRandomSeed(2);
    var streams = new NDList();
    for (int width : WIDTHS) {
      streams.add(manager.randomNormal(new Shape(B, (long) T * model.stepsOfFrame(size), width)));
    }
    return streams;
  }

  private NDArray unknown() {
    return manager.full(new Shape(B, T), -5f);
  }

  private NDArray rising() {
    return manager.arange(B * T).div(B * T).reshape(B, T);
  }

  private NDArray classes() {
    return manager.create(
        new long[] {0, 0, 0, 1, 1, 2, 2, 2, 2, 2, -1, -1, 3, 3, 3}, new Shape(B, T));
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_window_is_told_as_if_it_were_alone(StreamModel model, String size) {
    var network = network(model, size);
    var streams = streams(model, size);
    var present = manager.ones(new Shape(B, 3));

    var together = network.told(streams, present);
    var first = new NDList();
    streams.forEach(stream -> first.add(stream.get("1:2")));
    var alone = network.told(first, present.get("1:2"));

    assertThat(together.expression().getShape()).isEqualTo(new Shape(B, T, K));
    assertThat(together.affect().getShape()).isEqualTo(new Shape(B, T, 2));
    assertThat(Gap.between(together.expression().get("1:2"), alone.expression()).maxAbsDiff())
        .isLessThan(1e-5);
    assertThat(Gap.between(together.affect().get("1:2"), alone.affect()).maxAbsDiff())
        .isLessThan(1e-5);
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_head_that_is_told_nothing_is_not_moved(StreamModel model, String size) {
    var network = network(model, size);
    var present = manager.ones(new Shape(B, 3));

    try (var gradients = new Gradients()) {
      gradients.backward(
          network.loss(
              new StreamBatch(streams(model, size), present, classes(), unknown(), unknown())));
    }

    network
        .weights()
        .forEach((name, weight) -> {
          float most = weight.getGradient().abs().max().getFloat();
          if (name.startsWith("affect.")) {
            assertThat(most).as(name).isZero();
          } else if (name.startsWith("expression.fc")) {
            assertThat(most).as(name).isPositive();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("all")
  void steps_bring_the_loss_down_whatever_is_known(StreamModel model, String size) {
    var network = network(model, size);
    var streams = streams(model, size);
    var present = manager.ones(new Shape(B, 3));
    var flat = manager.full(new Shape(B, T), .3f); // an arousal that never changes
    var batch = new StreamBatch(streams, present, classes(), rising(), flat);
    var adam = new Adam(network.weights().values().stream().toList(), 0);

    double first = 0;
    double last = 0;
    for (int step = 0; step < 30; step++) {
      try (var gradients = new Gradients()) {
        var loss = network.loss(batch);
        gradients.backward(loss);
        last = loss.getFloat();
      }
      first = step == 0 ? last : first;
      adam.step(3e-3);
    }

    assertThat(last).isLessThan(.8 * first);
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_size_says_how_many_numbers_it_learns(StreamModel model, String size) {
    assertThat(model.parameters(size)).isBetween(100_000L, 50_000_000L);
    assertThat(model.stepsOfFrame(size)).isPositive();
    assertThatThrownBy(() -> model.stepsOfFrame("vast")).hasMessageContaining("has the sizes");
  }

  @Test
  void the_authors_numbers_come_out() throws IOException {
    var model = StreamModel.named("feature-fusion").orElseThrow();

    var report = model.parity(new ReferenceFolder(ReferenceArrays.folder(model.reference())));

    assertThat(report.notCompared()).isEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(report.maxAbsDiff()).isLessThan(1e-5);
    assertThat(report.outputs())
        .containsKeys(
            "seq_attention.va",
            "mfn.va",
            "expr.only_trans_logits",
            "expr.combine_loss",
            "align.pool_12");
  }
}
