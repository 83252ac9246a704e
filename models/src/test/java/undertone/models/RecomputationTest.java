package undertone.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.HostedModel;
import undertone.models.hosting.HostedNetwork;
import undertone.models.video.FirstWeights;
import undertone.models.video.Targets;

class RecomputationTest {
  private static final int CLIPS = 4;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Map<String, NDArray> inputs(HostedNetwork network) {
    var inputs = new LinkedHashMap<String, NDArray>();
    for (var port : network.inputs()) {
      var shape = port.shape().getShape().clone();
      shape[0] = CLIPS;
      inputs.put(port.name(), manager.randomNormal(new Shape(shape)));
    }
    return inputs;
  }

  /// Gradients of every weight; the last is the loss.
  private static Map<String, double[]> learned(
      Map<String, NDArray> weights, Function<Blocks, NDArray> way, Blocks kept) {
    var found = new LinkedHashMap<String, double[]>();
    try (var _ = new NDScope();
        var gradients = new Gradients();
        var blocks = kept) {
      var loss = way.apply(blocks);
      blocks.backward(loss, gradients);
      weights.forEach((name, weight) -> {
        try (var gradient = weight.getGradient()) {
          found.put(name, doubles(gradient));
          gradient.subi(gradient);
        }
      });
      found.put("loss", new double[] {loss.getFloat()});
    }
    return found;
  }

  private static double[] doubles(NDArray array) {
    var floats = array.toFloatArray();
    var doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  @ParameterizedTest
  @CsvSource({"mae-dfer,tiny", "svfap,tiny", "hicmae,tiny", "hicmae,tiny-audio"})
  void gradients_are_those_of_a_network_that_kept_everything(String model, String size) {
    var network = (HostedClassifier) network(model, size);
    var weights = drawn(network);
    var inputs = inputs(network);
    var labels = manager.create(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0}, new Shape(4, 3));

    areTheSame(
        weights,
        blocks -> {
          var same = new SplittableRandom(5); // paths are dropped
          return Targets.crossEntropy(network.learning(weights, inputs, same, blocks), labels);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "mae-dfer,tiny-pretrain",
    "svfap,tiny-pretrain",
    "hicmae,tiny-pretrain",
    "hicmae,tiny-audio-pretrain"
  })
  void so_are_those_of_one_that_fills_gaps(String model, String size) {
    var network = (HostedAutoencoder) network(model, size);
    var weights = drawn(network);
    var inputs = inputs(network);
    inputs.putAll(network.hidden(CLIPS, new SplittableRandom(5), manager));

    areTheSame(weights, blocks -> network.error(weights, inputs, blocks));
  }

  private static HostedNetwork network(String model, String size) {
    return Objects.requireNonNull(HostedModel.named(model).orElseThrow().variants(3).get(size));
  }

  private Map<String, NDArray> drawn(HostedNetwork network) {
    var weights = FirstWeights.draw(network.weights(), 1, manager, new SplittableRandom(1));
    weights.values().forEach(weight -> weight.setRequiresGradient(true));
    manager.getEngine().setRandomSeed(3);
    return weights;
  }

  private static void areTheSame(Map<String, NDArray> weights, Function<Blocks, NDArray> way) {
    var kept = learned(weights, way, Blocks.KEPT);
    var again = learned(weights, way, new Recomputation());

    assertThat(again.keySet()).isEqualTo(kept.keySet());
    assertThat(apart(kept, again) / length(kept)).isLessThan(1e-6);
    double largest = largest(kept); // a bias before a softmax has nothing but rounding noise
    kept.forEach((name, numbers) -> {
      double off =
          apart(Map.of(name, numbers), Map.of(name, Objects.requireNonNull(again.get(name))));
      assertThat(off / Math.sqrt(numbers.length) / largest).as(name).isLessThan(1e-6);
    });
  }

  private static double length(Map<String, double[]> all) {
    return Math.sqrt(
        all.values().stream().flatMapToDouble(Arrays::stream).map(value -> value * value).sum());
  }

  private static double largest(Map<String, double[]> all) {
    return all.values().stream().flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
  }

  private static double apart(Map<String, double[]> some, Map<String, double[]> others) {
    double squares = 0;
    for (var one : some.entrySet()) {
      var other = Objects.requireNonNull(others.get(one.getKey()));
      for (int i = 0; i < other.length; i++) {
        double off = one.getValue()[i] - other[i];
        squares += off * off;
      }
    }
    return Math.sqrt(squares);
  }

  @Test
  void what_lies_between_blocks_learns_from_all_that_read_it() {
    var weight = manager.create(new float[] {2, 3});
    weight.setRequiresGradient(true);
    try (var _ = new NDScope();
        var gradients = new Gradients();
        var blocks = new Recomputation()) {
      var between = weight.mul(weight); // read by both blocks and by the loss
      var first = blocks.through(List.of(between), own -> own.getFirst().mul(own.getFirst()));
      var second =
          blocks.through(
              List.of(first, between), own -> own.getFirst().mul(own.getLast()).mul(weight));
      blocks.backward(second.sum().add(between.sum()), gradients);
      try (var gradient = weight.getGradient()) {
        // w⁷ + w²
        assertThat(gradient.toFloatArray()).containsExactly(7 * 64 + 4, 7 * 729 + 6);
      }
    }
  }

  @Test
  void what_a_block_drew_by_chance_is_drawn_again_in_the_same_order() {
    var weight = manager.create(new float[] {1});
    weight.setRequiresGradient(true);
    var seen = new ArrayList<Double>();
    try (var _ = new NDScope();
        var gradients = new Gradients();
        var blocks = new Recomputation()) {
      var draws = blocks.draws(new SplittableRandom(9));
      var x = weight;
      for (int i = 0; i < 3; i++) {
        x =
            blocks.through(
                List.of(x),
                own -> {
                  double drawn = draws.nextDouble();
                  seen.add(drawn);
                  return own.getFirst().mul(Constant.beside(weight, drawn));
                });
      }
      blocks.backward(x.sum(), gradients);
    }

    var there = seen.subList(0, 3);
    assertThat(seen.subList(3, 6)).isEqualTo(there.reversed());
    assertThat(there).doesNotHaveDuplicates();
  }

  @Test
  void a_block_is_computed_once_on_the_way_there_and_once_on_the_way_back() {
    var weight = manager.create(new float[] {3});
    weight.setRequiresGradient(true);
    var times = new int[1];
    try (var _ = new NDScope();
        var gradients = new Gradients();
        var blocks = new Recomputation()) {
      var made =
          blocks.through(
              List.of(weight.mul(weight)),
              own -> {
                times[0]++;
                return own.getFirst().mul(weight);
              });
      assertThat(made.toFloatArray()).containsExactly(27);
      assertThat(times[0]).isEqualTo(1);
      blocks.backward(made.sum(), gradients);
    }

    assertThat(times[0]).isEqualTo(2);
    try (var gradient = weight.getGradient()) {
      assertThat(gradient.toFloatArray()).containsExactly(27); // 3 w²
    }
  }
}
