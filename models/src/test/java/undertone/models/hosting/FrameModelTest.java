package undertone.models.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

/// What every model that reads frames promises.
class FrameModelTest {
  private static final List<Integer> FILMS = List.of(3, 1, 2);
  private static final int N = 6;
  private static final int K = 3;
  private static final int A = 2;

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  static Stream<FrameModel> all() {
    return FrameModel.all().stream();
  }

  private FrameNetwork network(FrameModel model) {
    return model.network(model.sizes().getFirst(), K, A, manager, new SplittableRandom(1));
  }

  private NDArray faces(FrameModel model) {
    manager.getEngine().setRandomSeed(2);
    int side = model.side(model.sizes().getFirst());
    return manager.randomNormal(new Shape(N, 1, side, side));
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_film_is_told_as_if_it_were_alone(FrameModel model) {
    var network = network(model);
    var faces = faces(model);

    var together = network.told(faces, FILMS);
    var alone = network.told(faces.get("4:"), List.of(2));

    assertThat(together.expression().getShape()).isEqualTo(new Shape(N, K));
    assertThat(together.affect().getShape()).isEqualTo(new Shape(N, 2));
    assertThat(together.units().getShape()).isEqualTo(new Shape(N, A));
    for (var pair :
        Map.of(
                together.expression(), alone.expression(),
                together.affect(), alone.affect(),
                together.units(), alone.units())
            .entrySet()) {
      assertThat(Gap.between(pair.getKey().get("4:"), pair.getValue()).maxAbsDiff())
          .isLessThan(1e-5);
    }
    assertThatThrownBy(() -> network.told(faces, List.of(3, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_head_that_is_told_nothing_is_not_moved(FrameModel model) {
    var network = network(model);
    network.weights().values().forEach(weight -> weight.setRequiresGradient(true));
    var unknown = manager.full(new Shape(N), -5f);

    try (var gradients = new Gradients()) {
      gradients.backward(
          network.loss(
              new FrameBatch(
                  faces(model),
                  FILMS,
                  manager.create(new long[] {0, 0, 0, 1, 2, 2}),
                  unknown,
                  unknown,
                  manager.full(new Shape(N, A), -1f),
                  manager.ones(new Shape(K)),
                  manager.ones(new Shape(A)))));
    }

    network
        .weights()
        .forEach((name, weight) -> {
          float most = weight.getGradient().abs().max().getFloat();
          if (name.matches(".*(classifiers\\.(VA|AU)|_u\\.(VA|AU)|state\\.(VA|AU)|(VA|AU)_q).*")) {
            assertThat(most).as(name).isZero();
          } else if (name.contains("classifiers.EXPR")) {
            assertThat(most).as(name).isPositive();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_size_that_is_not_offered_is_refused(FrameModel model) {
    assertThat(model.parameters(model.sizes().getFirst())).isBetween(100_000L, 1_000_000L);
    assertThatThrownBy(() -> model.side("vast")).hasMessageContaining("has the sizes");
  }

  @Test
  void the_authors_numbers_come_out() throws IOException {
    var model = FrameModel.named("two-aspect").orElseThrow();

    var report = model.parity(new ReferenceFolder(ReferenceArrays.folder(model.reference())));

    assertThat(report.holds()).isTrue();
    assertThat(report.maxAbsDiff()).isLessThan(1e-5);
    assertThat(report.outputs()).containsKeys("abaw4.eval_EXPR", "abaw4.train_AU");
  }
}
