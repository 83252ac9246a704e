package undertone.models.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

/// What every model that reads features promises.
class FeatureModelTest {
  private static final List<Integer> WIDTHS = List.of(4, 3, 5);
  private static final FeatureModel.Tells TELLS = new FeatureModel.Tells(3, true);
  private static final int B = 3;
  private static final int T = 5;

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  static Stream<FeatureModel> all() {
    return FeatureModel.all().stream();
  }

  private FeatureNetwork network(FeatureModel model) {
    manager.getEngine().setRandomSeed(1);
    return model.network(
        model.sizes().getFirst(), WIDTHS, 2, TELLS, manager, new SplittableRandom(1));
  }

  /// @param had `[B,T]`, the same of each modality
  private FeatureBatch batch(FeatureModel model, NDArray had, NDArray kept, float under) {
    manager.getEngine().setRandomSeed(2);
    var complete = new NDList();
    var hads = new NDList();
    var kepts = new NDList();
    var reals = new NDList();
    for (int width : WIDTHS) {
      var numbers = manager.randomNormal(new Shape(B, T, width));
      var lacking = had.neg().add(1).expandDims(2).mul(under);
      complete.add(numbers.mul(had.expandDims(2)).add(lacking));
      hads.add(had);
      kepts.add(kept);
      reals.add(manager.ones(new Shape(B, T)));
    }
    long n = places(model);
    return new FeatureBatch(
        complete,
        reals,
        hads,
        kepts,
        manager.zeros(new Shape(B, n), DataType.INT64),
        manager.ones(new Shape(B, n), DataType.INT64),
        manager.ones(new Shape(B, n)),
        manager.zeros(new Shape(B, n)),
        manager.ones(new Shape(B, n)));
  }

  /// Clips by themselves stand in a row like turns, which a network of theirs does not notice.
  private static long places(FeatureModel model) {
    return model.reads() == FeatureModel.Reads.STEPS ? 1 : T;
  }

  @ParameterizedTest
  @MethodSource("all")
  void it_tells_the_classes_of_every_turn_or_clip_in_each_of_its_sizes(FeatureModel model) {
    var all = manager.ones(new Shape(B, T));
    for (var size : model.sizes()) {
      var network = model.network(size, WIDTHS, 2, TELLS, manager, new SplittableRandom(1));
      var batch = batch(model, all, all, 0);
      assertThat(network.scores(batch).getShape()).isEqualTo(new Shape(B, places(model), 3));
      assertThat(network.valences(batch).map(NDArray::getShape))
          .isEqualTo(
              model.tellsValence() ? Optional.of(new Shape(B, places(model))) : Optional.empty());
    }
    assertThatThrownBy(
            () -> model.network("giant", WIDTHS, 2, TELLS, manager, new SplittableRandom(1)))
        .hasMessageContaining(model.sizes().getFirst());
  }

  @Test
  void numbers_are_counted_without_drawing_any() {
    for (var size : List.of("tiny", "base")) {
      assertThat(learned("gcnet", size, List.of(1024, 512, 1024), 2, 4))
          .isEqualTo(FeatureModel.named("gcnet").orElseThrow().parameters(size));
      assertThat(learned("emt-dlfr", size, List.of(768, 5, 20), 1, 1))
          .isEqualTo(FeatureModel.named("emt-dlfr").orElseThrow().parameters(size));
    }
    for (var model : List.of("mlp", "attention")) {
      assertThat(learned(model, "base", List.of(1024, 1024, 1024), 1, 6))
          .isEqualTo(FeatureModel.named(model).orElseThrow().parameters("base"));
    }
  }

  private long learned(String model, String size, List<Integer> widths, int speakers, int classes) {
    return FeatureModel.named(model)
        .orElseThrow()
        .network(
            size,
            widths,
            speakers,
            new FeatureModel.Tells(classes, false),
            manager,
            new SplittableRandom(0))
        .weights()
        .values()
        .stream()
        .mapToLong(NDArray::size)
        .sum();
  }

  @ParameterizedTest
  @MethodSource("all")
  void what_a_clip_lacks_changes_nothing_whatever_stands_there(FeatureModel model) {
    var had = manager.ones(new Shape(B, T));
    had.set(new NDIndex("1,2:4"), 0);
    var network = network(model);

    var zeros = network.scores(batch(model, had, had, 0)).toFloatArray();
    var loud = network.scores(batch(model, had, had, 100)).toFloatArray();

    assertThat(loud).isEqualTo(zeros);
  }

  /// Nobody knows what a clip never had, so no network is held to any numbers there.
  @ParameterizedTest
  @MethodSource("all")
  void only_what_was_taken_away_is_restored(FeatureModel model) {
    var had = manager.ones(new Shape(B, T));
    had.set(new NDIndex("1,2:4"), 0);
    var kept = had.duplicate();
    kept.set(new NDIndex("0,0"), 0);

    assertThat(loss(model, had, had, 0)).isCloseTo(loss(model, had, had, 100), within(1e-5f));
    assertThat(loss(model, had, kept, 0)).isCloseTo(loss(model, had, kept, 100), within(1e-5f));
    assertThat(loss(model, had, kept, 0)).isNotEqualTo(loss(model, had, had, 0));
  }

  private float loss(FeatureModel model, NDArray had, NDArray kept, float under) {
    return loss(model, batch(model, had, kept, under));
  }

  private float loss(FeatureModel model, FeatureBatch batch) {
    var network = network(model);
    manager.getEngine().setRandomSeed(3); // of what is dropped
    return network.loss(batch).getFloat();
  }

  @ParameterizedTest
  @MethodSource("all")
  void its_numbers_are_those_of_its_authors_code(FeatureModel model) throws IOException {
    var report = model.parity(new ReferenceFolder(ReferenceArrays.folder(model.reference())));

    assertThat(report.outputs()).hasSizeGreaterThan(10);
    assertThat(report.notCompared()).isEmpty();
    assertThat(report.parts()).isNotEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(report.maxAbsDiff()).isLessThan(1e-4);
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_valence_that_was_not_taught_moves_nothing(FeatureModel model) {
    var all = manager.ones(new Shape(B, T));
    var batch = batch(model, all, all, 0);

    assertThat(loss(model, rated(batch, 0, 1))).isEqualTo(loss(model, rated(batch, 0, -1)));
    assertThat(loss(model, rated(batch, 1, 1))).isNotEqualTo(loss(model, rated(batch, 1, -1)));
  }

  /// A number in a loss must live as long as the way back ([undertone.models.Constant]).
  @ParameterizedTest
  @MethodSource("all")
  void garbage_that_is_collected_before_the_way_back_changes_no_gradient(FeatureModel model) {
    assertThat(gradients(model, FeatureModelTest::collect))
        .isDeepEqualTo(gradients(model, () -> {}));
  }

  private float[][] gradients(FeatureModel model, Runnable between) {
    var all = manager.ones(new Shape(B, T));
    var network = network(model);
    var batch = rated(batch(model, all, all, 0), 1, 1);
    network.weights().values().forEach(weight -> weight.setRequiresGradient(true));
    manager.getEngine().setRandomSeed(3); // of what is dropped
    network.dropBy(new SplittableRandom(3));
    try (var gradients = new Gradients()) {
      var loss = network.loss(batch);
      between.run();
      gradients.backward(loss);
    }
    return network.weights().values().stream()
        .map(weight -> weight.getGradient().toFloatArray())
        .toArray(float[][]::new);
  }

  /// Frees what nobody holds and writes over it.
  private static void collect() {
    for (int round = 0; round < 10; round++) {
      System.gc();
      for (int i = 0; i < 2_000; i++) {
        ByteBuffer.allocateDirect(4 + i % 60).put(0, (byte) 0x7f);
      }
    }
  }

  private static FeatureBatch rated(FeatureBatch batch, float rated, float valence) {
    return new FeatureBatch(
        batch.complete(),
        batch.real(),
        batch.had(),
        batch.kept(),
        batch.speakers(),
        batch.classes(),
        batch.taught(),
        batch.taught().mul(valence),
        batch.taught().mul(rated));
  }

  @Test
  void all_are_found_by_themselves() {
    assertThat(FeatureModel.all())
        .extracting(FeatureModel::name)
        .containsExactly("attention", "emt-dlfr", "gcnet", "mlp");
    assertThat(FeatureModel.named("oracle")).isEmpty();
  }
}
