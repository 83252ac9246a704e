package undertone.models.pico;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.models.Constant;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;

class PicoNetTest {
  private static final PicoConfig SMALL =
      new PicoConfig(new FeatureEncoderConfig(10, 16), 3, 16, 4);

  @ParameterizedTest
  @CsvSource({"2,10,16,3", "7,5,0,4", "64,33,8,9"})
  void logits_and_unit_embeddings_come_out_for_any_size(
      int batch, int features, int encoder, int classes) {
    try (var manager = NDManager.newBaseManager()) {
      var config = new PicoConfig(new FeatureEncoderConfig(features, encoder), classes, 12, 6);
      var net = new PicoNet(config).initialize(manager, new SplittableRandom(1));

      var out = forward(net, manager, normal(manager, batch, features, 2), false);

      assertThat(out.get(0).getShape()).isEqualTo(new Shape(batch, classes));
      assertThat(out.get(1).getShape()).isEqualTo(new Shape(batch, 6));
      for (float length : out.get(1).square().sum(new int[] {1}).toFloatArray()) {
        assertThat(length).isCloseTo(1, offset(1e-5f));
      }
    }
  }

  @Test
  void thirty_steps_on_three_heaps_of_points_bring_the_loss_down() {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var net = new PicoNet(SMALL).initialize(manager, new SplittableRandom(3));
      var sgd = new MomentumSgd(net, 0.9, 1e-3);
      var labels = labels(48);
      var clips = heaps(manager, labels);
      var targets = oneHot(manager, labels);

      var losses = new ArrayList<Float>();
      for (int step = 0; step < 30; step++) {
        losses.add(learn(net, sgd, manager, clips, targets, labels));
      }

      assertThat(losses.getLast()).isLessThan(losses.getFirst() / 2);
      var guesses =
          forward(net, manager, clips, false)
              .get(0)
              .argMax(1)
              .toType(DataType.INT32, false)
              .toIntArray();
      assertThat(guesses).isEqualTo(labels);
    }
  }

  @Test
  void the_same_step_twice_from_the_same_weights_has_the_same_gradient() {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var net = new PicoNet(SMALL).initialize(manager, new SplittableRandom(3));
      var sgd = new MomentumSgd(net, 0, 0);
      var labels = labels(24);
      var clips = heaps(manager, labels);
      var targets = oneHot(manager, labels);
      var weight = net.weight("encoder.0.weight");
      var start = net.weights().values().stream().map(NDArray::duplicate).toList();

      learn(net, sgd, manager, clips, targets, labels);
      var first = weight.toFloatArray();
      var arrays = net.weights().values().iterator();
      start.forEach(old -> arrays.next().set(old.toFloatArray()));
      learn(net, sgd, manager, clips, targets, labels);

      // no gradient of the first step is left over in the second
      assertThat(weight.toFloatArray()).isEqualTo(first);
      assertThat(first).isNotEqualTo(start.getFirst().toFloatArray());
    }
  }

  @Test
  void a_garbage_collection_between_loss_and_gradient_changes_nothing() {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var labels = labels(24);
      var clips = heaps(manager, labels);
      var targets = oneHot(manager, labels);
      for (var kind : PartialLoss.values()) {
        var calm = gradient(kind, manager, clips, targets, labels, false);
        var disturbed = gradient(kind, manager, clips, targets, labels, true);

        assertThat(disturbed).as("gradient of %s", kind).isEqualTo(calm);
      }
    }
  }

  private static float[] gradient(
      PartialLoss kind,
      NDManager manager,
      NDArray clips,
      NDArray targets,
      int[] labels,
      boolean disturbed) {
    var net = new PicoNet(SMALL).initialize(manager, new SplittableRandom(3));
    var sgd = new MomentumSgd(net, 0, 0);
    try (var gradients = new Gradients()) {
      var out = forward(net, manager, clips, true);
      var loss =
          kind.of(out.get(0).softmax(1), targets)
              .add(ContrastiveLoss.of(out.get(1), out.get(1), labels, 0.07));
      if (disturbed) {
        System.gc();
        manager.create(new float[100_000]).close(); // would take over what was freed
      }
      gradients.backward(loss);
    }
    var gradient = net.weight("encoder.0.weight").getGradient().toFloatArray();
    sgd.step(0);
    return gradient;
  }

  @Test
  void memory_stays_flat_over_two_thousand_steps() {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var net = new PicoNet(SMALL).initialize(manager, new SplittableRandom(3));
      var sgd = new MomentumSgd(net, 0.9, 1e-3);
      var labels = labels(24);
      var clips = heaps(manager, labels);
      var targets = oneHot(manager, labels);
      learn(net, sgd, manager, clips, targets, labels);

      int held = manager.getManagedArrays().size();
      for (int step = 0; step < 2000; step++) {
        learn(net, sgd, manager, clips, targets, labels);
      }

      assertThat(manager.getManagedArrays()).hasSize(held);
    }
  }

  @Test
  void the_key_network_starts_equal_and_follows_slowly() {
    try (var manager = NDManager.newBaseManager()) {
      var net = new PicoNet(SMALL).initialize(manager, new SplittableRandom(3));
      var key = new KeyNetwork(net, SMALL, manager);
      var query = net.weight("fc.weight");
      var copy = key.net().weight("fc.weight");
      assertThat(copy.toFloatArray()).isEqualTo(query.toFloatArray());

      query.addi(1);
      key.follow(0.9);

      assertThat(query.sub(copy).toFloatArray())
          .usingComparatorWithPrecision(1e-6f)
          .containsOnly(0.9f);
    }
  }

  @Test
  void equal_seeds_make_equal_weights_and_others_do_not() {
    try (var manager = NDManager.newBaseManager()) {
      var one = new PicoNet(SMALL).initialize(manager, new SplittableRandom(3));
      var two = new PicoNet(SMALL).initialize(manager, new SplittableRandom(3));
      var three = new PicoNet(SMALL).initialize(manager, new SplittableRandom(4));

      assertThat(flat(one)).isEqualTo(flat(two)).isNotEqualTo(flat(three));
    }
  }

  private static float learn(
      PicoNet net,
      MomentumSgd sgd,
      NDManager manager,
      NDArray clips,
      NDArray targets,
      int[] labels) {
    try (var _ = new NDScope()) {
      float value;
      try (var gradients = new Gradients()) {
        var out = forward(net, manager, clips, true);
        var loss =
            PartialLoss.CE
                .of(out.get(0).softmax(1), targets)
                .add(
                    ContrastiveLoss.of(out.get(1), out.get(1), labels, 0.07)
                        .mul(Constant.beside(out.get(1), 0.5)));
        gradients.backward(loss);
        value = loss.getFloat();
      }
      sgd.step(0.05);
      return value;
    }
  }

  private static NDList forward(PicoNet net, NDManager manager, NDArray clips, boolean training) {
    return net.forward(new ParameterStore(manager, false), new NDList(clips), training);
  }

  private static int[] labels(int count) {
    var labels = new int[count];
    Arrays.setAll(labels, i -> i % 3);
    return labels;
  }

  private static NDArray heaps(NDManager manager, int[] labels) {
    var noise = normal(manager, labels.length, 10, 5);
    var centres = normal(manager, 3, 10, 6).mul(3);
    return noise.add(centres.get(manager.create(labels)));
  }

  private static NDArray oneHot(NDManager manager, int[] labels) {
    return manager.create(labels).oneHot(3);
  }

  private static NDArray normal(NDManager manager, int rows, int columns, long seed) {
    var random = new SplittableRandom(seed);
    var values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(rows, columns));
  }

  private static float[] flat(PicoNet net) {
    var all = new NDList();
    net.weights().values().forEach(weight -> all.add(weight.flatten()));
    return NDArrays.concat(all).toFloatArray();
  }
}
