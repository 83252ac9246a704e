package undertone.models.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.pico.KeyNetwork;
import undertone.models.pico.MomentumSgd;
import undertone.models.pico.PartialLoss;
import undertone.models.pico.PicoConfig;
import undertone.models.pico.PicoNet;
import undertone.models.vision.ResNetConfig.Stage;

class ResNetTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final TrainingTurn turn = TrainingTurn.take();

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  @ParameterizedTest
  @CsvSource({"1,32,10", "3,48,7", "2,17,2"})
  void pictures_of_any_size_give_logits_and_unit_embeddings(int batch, int side, int classes) {
    var net = net(PicoConfig.published(ResNetConfig.light(side), classes));

    var out = net.forward(store, new NDList(noise(batch, side)), false);

    assertThat(out.get(0).getShape()).isEqualTo(new Shape(batch, classes));
    assertThat(out.get(1).getShape()).isEqualTo(new Shape(batch, 128));
    for (float length : out.get(1).square().sum(new int[] {1}).toFloatArray()) {
      assertThat(length).isCloseTo(1, offset(1e-5f));
    }
  }

  @Test
  void the_light_encoder_has_six_tenths_of_a_million_parameters() {
    var net = net(PicoConfig.published(ResNetConfig.light(32), 10));

    long encoder =
        net.weights().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("encoder."))
            .mapToLong(entry -> entry.getValue().size())
            .sum();

    assertThat(encoder).isBetween(550_000L, 650_000L);
  }

  @Test
  void convolutions_start_with_the_variance_that_he_asks_for() {
    var net = net(PicoConfig.published(ResNetConfig.light(32), 10));

    var weight = net.weight("encoder.layer3.1.conv2.weight"); // [128,128,3,3]

    assertThat(weight.mean().getFloat()).isCloseTo(0, offset(1e-3f));
    assertThat(weight.square().mean().getFloat()).isCloseTo(2f / (128 * 9), offset(2e-5f));
    assertThat(net.weight("encoder.bn1.weight").toFloatArray()).containsOnly(1);
    assertThat(net.weight("encoder.bn1.bias").toFloatArray()).containsOnly(0);
  }

  @Test
  void twenty_steps_tell_left_from_right() {
    var side = 12;
    var net =
        net(
            PicoConfig.published(
                new ResNetConfig(side, List.of(new Stage(8, 1, 1), new Stage(16, 1, 2))), 2));
    var sgd = new MomentumSgd(net, 0.9, 1e-3);
    var pictures = halves(16, side);
    var targets = manager.create(new float[16][2]);
    for (int i = 0; i < 16; i++) {
      targets.set(new NDIndex(i, i % 2), 1);
    }

    float first = learn(net, sgd, pictures, targets);
    float last = first;
    for (int step = 1; step < 20; step++) {
      last = learn(net, sgd, pictures, targets);
    }

    assertThat(last).isLessThan(first / 2);
  }

  @Test
  void the_key_network_starts_with_the_encoders_weights_and_statistics_and_follows_weights_alone() {
    var config =
        PicoConfig.published(
            new ResNetConfig(8, List.of(new Stage(4, 1, 1), new Stage(8, 1, 2))), 2);
    var net = net(config);
    means(net).addi(3);

    var key = new KeyNetwork(net, config, manager);
    var mean = means(key.net());
    assertThat(mean.toFloatArray()).containsOnly(3);
    means(net).addi(4);
    net.weight("encoder.conv1.weight").addi(1);
    var before = key.net().weight("encoder.conv1.weight").toFloatArray();
    key.follow(0.9);

    assertThat(mean.toFloatArray()).containsOnly(3);
    var after = key.net().weight("encoder.conv1.weight").toFloatArray();
    for (int i = 0; i < after.length; i++) {
      assertThat(after[i] - before[i]).isCloseTo(0.1f, offset(1e-6f));
    }
  }

  @Test
  void sizes_that_make_no_network_are_refused() {
    assertThatThrownBy(() -> new Stage(0, 1, 1)).hasMessageContaining("positive planes");
    assertThatThrownBy(() -> new ResNetConfig(32, List.of())).hasMessageContaining("0 stages");
  }

  private static NDArray means(PicoNet net) {
    return Objects.requireNonNull(net.statistics().get("encoder.bn1.running_mean"));
  }

  private PicoNet net(PicoConfig config) {
    return new PicoNet(config).initialize(manager, new SplittableRandom(1));
  }

  private float learn(PicoNet net, MomentumSgd sgd, NDArray pictures, NDArray targets) {
    try (var _ = new NDScope()) {
      float value;
      try (var gradients = new Gradients()) {
        var out = net.forward(store, new NDList(pictures), true);
        var loss = PartialLoss.CE.of(out.get(0).softmax(1), targets);
        gradients.backward(loss);
        value = loss.getFloat();
      }
      sgd.step(0.05);
      return value;
    }
  }

  /// Noise whose left half is bright in even pictures, whose right half is in odd ones.
  private NDArray halves(int count, int side) {
    var pictures = noise(count, side);
    for (int i = 0; i < count; i++) {
      var bright = i % 2 == 0 ? ":%d".formatted(side / 2) : "%d:".formatted(side / 2);
      pictures.get("%d,:,:,%s".formatted(i, bright)).addi(2);
    }
    return pictures;
  }

  private NDArray noise(int count, int side) {
    var random = new SplittableRandom(7);
    var values = new float[count * 3 * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(count, 3, side, side));
  }
}
