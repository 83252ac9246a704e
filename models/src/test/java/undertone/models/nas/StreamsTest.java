package undertone.models.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.models.Adam;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.StateDict;
import undertone.models.TrainingTurn;

class StreamsTest {
  private static final RnnConfig RECURRENT = new RnnConfig(3, 8, 3, 2, 0);
  private static final CnnConfig CONVOLUTIONAL =
      new CnnConfig(1, 8, 12, 4, 1, 3, List.of(1), 2, List.of(Operation.values()), 2, 0, .2f);

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final SplittableRandom random = new SplittableRandom(3);

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

  @Test
  void searched_and_found_networks_score_any_number_of_spectrograms() {
    var searched = CnnStream.searched(CONVOLUTIONAL, manager, new SplittableRandom(1));
    var found =
        CnnStream.found(CONVOLUTIONAL, searched.derived(), manager, new SplittableRandom(1));
    for (int clips : new int[] {2, 5}) {
      for (var net : List.of(searched, found)) {
        assertThat(net.logits(noise(clips, 1, 8, 12), true).getShape())
            .isEqualTo(new Shape(clips, 2));
        assertThat(net.features(noise(clips, 1, 8, 12), false).getShape())
            .isEqualTo(new Shape(clips, net.features()));
      }
    }
    assertThat(found.architecture().weights()).isEmpty();
  }

  @Test
  void spectrograms_that_cannot_be_halved_are_refused() {
    assertThatThrownBy(() ->
            new CnnConfig(1, 8, 13, 4, 1, 3, List.of(1), 2, List.of(Operation.values()), 2, 0, 0))
        .hasMessageContaining("multiples of 2");
  }

  @Test
  void a_mixture_of_one_is_the_operation_itself() {
    var weights = new StateDict(manager, new SplittableRandom(1));
    var all = List.of(Operation.values());
    var searched = Cell.searched("", 2, 4, false, false, all);
    searched.add(weights, 4, 4);
    var edges =
        List.of(
            new Genotype.Edge(2, 0, "sep_conv_3x3", 1),
            new Genotype.Edge(2, 1, "skip_connect", 1),
            new Genotype.Edge(3, 0, "max_pool_3x3", 1),
            new Genotype.Edge(3, 2, "dil_conv_5x5", 1));
    var shares = new float[Cell.edges(2)][all.size()];
    for (var row : shares) {
      row[all.indexOf(Operation.NONE)] = 1;
    }
    int[] places = {0, 1, 2, 4};
    for (int i = 0; i < places.length; i++) {
      shares[places[i]][0] = 0;
      shares[places[i]][all.indexOf(Operation.of(edges.get(i).op()).orElseThrow())] = 1;
    }
    var s0 = noise(3, 4, 6, 6);
    var s1 = noise(3, 4, 6, 6);

    var mixed = searched.of(weights, s0, s1, manager.create(shares), 0, true);

    var wires = edges.stream().map(edge -> wire(searched, edge)).toList();
    var alone = new Cell("", 2, 4, false, false, false, wires).of(weights, s0, s1, null, 0, true);
    ReferenceArrays.near(mixed, alone, 1e-5, "cell");
  }

  private static Cell.Wire wire(Cell searched, Genotype.Edge edge) {
    return searched.wires().stream()
        .filter(wire ->
            wire.node() == edge.node()
                && wire.from() == edge.from()
                && wire.operation().word().equals(edge.op()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void steps_that_are_not_there_change_nothing() {
    var cell = Derivation.drawnRnn(3, new SplittableRandom(4));
    var net = RnnStream.found(RECURRENT, cell, manager, new SplittableRandom(1));
    var sequences = noise(2, 5, 3);

    var alone = net.logits(sequences, manager.ones(new Shape(2, 5)), false);
    var padded =
        net.logits(
            sequences.concat(noise(2, 4, 3).mul(100), 1),
            manager.ones(new Shape(2, 5)).concat(manager.zeros(new Shape(2, 4)), 1),
            false);

    ReferenceArrays.near(padded, alone, 1e-5, "padded");
  }

  @Test
  void an_lstm_hears_nothing_of_steps_that_are_not_there() {
    var net = new LstmStream(RECURRENT, manager, new SplittableRandom(1));
    var sequences = noise(2, 5, 3);

    var alone = net.logits(sequences, manager.ones(new Shape(2, 5)), false);
    var padded =
        net.logits(
            sequences.concat(noise(2, 4, 3).mul(100), 1),
            manager.ones(new Shape(2, 5)).concat(manager.zeros(new Shape(2, 4)), 1),
            false);

    ReferenceArrays.near(padded, alone, 1e-5, "padded");
    assertThat(net.features(sequences, manager.ones(new Shape(2, 5)), false).getShape())
        .isEqualTo(new Shape(2, RECURRENT.width()));
  }

  @Test
  void a_step_moves_either_the_weights_or_the_architecture() {
    var net = RnnStream.searched(RECURRENT, manager, new SplittableRandom(1));
    var weights = net.weights().weights().values();
    var architecture = net.architecture().weights().values();
    var search = new ArchitectureSearch(weights, architecture);
    var loss = sums(net, 16);
    var weightsBefore = numbers(weights);
    var architectureBefore = numbers(architecture);

    search.moveArchitecture(loss, 3e-3);
    assertThat(numbers(weights)).isDeepEqualTo(weightsBefore);
    assertThat(numbers(architecture)[0]).isNotEqualTo(architectureBefore[0]);

    var architectureThen = numbers(architecture);
    search.moveWeights(loss, .025);
    assertThat(numbers(architecture)).isDeepEqualTo(architectureThen);
    assertThat(numbers(weights)[0]).isNotEqualTo(weightsBefore[0]);
  }

  private static float[][] numbers(Collection<NDArray> arrays) {
    return arrays.stream().map(NDArray::toFloatArray).toArray(float[][]::new);
  }

  /// Which class a sequence has is the sign of the sum of its first numbers.
  private Supplier<NDArray> sums(RnnStream net, int clips) {
    var sequences = noise(clips, 6, 3);
    var classes = sequences.get(":,:,0").sum(new int[] {1}).gt(0).toType(DataType.INT64, false);
    return () ->
        CrossEntropy.of(net.logits(sequences, manager.ones(new Shape(clips, 6)), true), classes);
  }

  @Test
  void the_gradient_of_the_architecture_is_its_slope() {
    var net = RnnStream.searched(RECURRENT, manager, new SplittableRandom(1));
    var loss = sums(net, 16);
    var alpha = net.architecture().get("alphas");
    try (var gradients = new Gradients()) {
      gradients.backward(loss.get());
    }
    var slopes = alpha.getGradient().toFloatArray();
    var at = alpha.toFloatArray();
    for (int i = 0; i < 30; i += 7) {
      double step = .05;
      double up = moved(alpha, at, i, step, loss);
      double down = moved(alpha, at, i, -step, loss);
      assertThat((up - down) / (2 * step)).as("α %d", i).isCloseTo(slopes[i], within(2e-4));
    }
  }

  private static double moved(
      NDArray alpha, float[] at, int place, double step, Supplier<NDArray> loss) {
    var values = at.clone();
    values[place] += (float) step;
    alpha.set(values);
    return loss.get().getFloat();
  }

  @Test
  void a_search_brings_the_loss_of_clips_down_that_its_weights_never_see() {
    var net = RnnStream.searched(RECURRENT, manager, new SplittableRandom(1));
    var search =
        new ArchitectureSearch(
            net.weights().weights().values(), net.architecture().weights().values());
    var learned = sums(net, 64);
    var judged = sums(net, 64);

    float first = judged.get().getFloat();
    float last = first;
    for (int step = 0; step < 25; step++) {
      try (var _ = new NDScope()) {
        last = search.moveArchitecture(judged, 3e-3);
        search.moveWeights(learned, .1);
      }
    }

    assertThat(last).isLessThan(.8f * first);
    assertThat(net.derived().nodes()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(TwoStreamConfig.Fusion.class)
  void a_clip_that_lacks_a_stream_is_told_by_the_other(TwoStreamConfig.Fusion fusion) {
    var streams =
        new TwoStreams(new TwoStreamConfig(6, 5, 4, 3, fusion), manager, new SplittableRandom(1));
    var present = manager.create(new float[][] {{1, 1}, {1, 0}, {0, 1}});
    var handcrafted = noise(3, 6);
    var deep = noise(3, 5);

    var told = streams.told(handcrafted, deep, present);
    var other = streams.told(handcrafted, noise(3, 5), present);

    assertThat(told.together().get(1).toFloatArray())
        .isEqualTo(told.handcrafted().get(1).toFloatArray())
        .isEqualTo(other.together().get(1).toFloatArray());
    assertThat(told.together().get(2).toFloatArray()).isEqualTo(told.deep().get(2).toFloatArray());
    assertThat(told.together().get(0).toFloatArray())
        .isNotEqualTo(other.together().get(0).toFloatArray());
  }

  @ParameterizedTest
  @EnumSource(TwoStreamConfig.Fusion.class)
  void two_streams_learn(TwoStreamConfig.Fusion fusion) {
    var streams =
        new TwoStreams(new TwoStreamConfig(6, 5, 8, 2, fusion), manager, new SplittableRandom(1));
    var handcrafted = noise(32, 6);
    var deep = noise(32, 5);
    var classes = handcrafted.get(":,0").add(deep.get(":,0")).gt(0).toType(DataType.INT64, false);
    var present = manager.ones(new Shape(32, 2));
    var adam = new Adam(streams.weights().weights().values(), 0);
    float first = 0;
    float last = 0;
    for (int step = 0; step < 40; step++) {
      try (var gradients = new Gradients()) {
        var loss = TwoStreams.loss(streams.told(handcrafted, deep, present), classes, present);
        gradients.backward(loss);
        last = loss.getFloat();
      }
      first = step == 0 ? last : first;
      adam.step(.02);
    }

    assertThat(last).isLessThan(.8f * first);
  }
}
