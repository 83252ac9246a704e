package undertone.models.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import undertone.models.Gradients;
import undertone.models.Kernels;
import undertone.models.NamedArrays;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;
import undertone.models.pico.PicoConfig;
import undertone.models.pico.PicoNet;

/// The numbers of IRNet's own network come out of ours.
class ResNetParityTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final TrainingTurn turn = TrainingTurn.take();

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  static List<String> minis() throws IOException {
    return ReferenceArrays.cases("irnet", "mini");
  }

  @Test
  void layers_are_named_and_shaped_as_the_references() throws IOException {
    var full = ReferenceArrays.of("irnet", manager).config("resnet18");
    var net =
        new PicoNet(PicoConfig.published(ResNetConfig.resNet18(32), 10))
            .initialize(manager, new SplittableRandom(0));

    assertThat(shapes(net.weights())).containsExactlyEntriesOf(shapes(full.get("layers")));
    assertThat(count(net.weights().values().stream())).isEqualTo(full.get("parameters").asLong());
    assertThat(count(encoder(net))).isEqualTo(full.get("encoder_parameters").asLong());
    var buffers = shapes(full.get("buffers"));
    buffers.keySet().removeIf(name -> !net.statistics().containsKey(name)); // counters, prototypes
    assertThat(shapes(net.statistics())).containsExactlyInAnyOrderEntriesOf(buffers).isNotEmpty();
  }

  private static Map<String, List<Long>> shapes(JsonNode listed) {
    var shapes = new LinkedHashMap<String, List<Long>>();
    for (var entry : listed) {
      var shape = new ArrayList<Long>();
      entry.get(1).forEach(axis -> shape.add(axis.asLong()));
      shapes.put(entry.get(0).asString(), shape);
    }
    return shapes;
  }

  private static Map<String, List<Long>> shapes(Map<String, NDArray> arrays) {
    var shapes = new LinkedHashMap<String, List<Long>>();
    arrays.forEach((name, array) ->
        shapes.put(name, Arrays.stream(array.getShape().getShape()).boxed().toList()));
    return shapes;
  }

  private static Stream<NDArray> encoder(PicoNet net) {
    return net.weights().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("encoder."))
        .map(Map.Entry::getValue);
  }

  private static long count(Stream<NDArray> arrays) {
    return arrays.mapToLong(NDArray::size).sum();
  }

  @ParameterizedTest
  @MethodSource("minis")
  void evaluation_gives_the_references_numbers(String kase) throws IOException {
    var reference = ReferenceArrays.of("irnet", manager);
    var net = net(reference, kase);

    var out = net.forward(store, new NDList(reference.input(kase + ".x")), false);

    reference.near(out.get(0), kase + ".eval_logits", 1e-5);
    reference.near(out.get(1), kase + ".eval_z", 1e-5);
  }

  @ParameterizedTest
  @MethodSource("minis")
  void training_gives_the_references_numbers_statistics_and_gradients(String kase)
      throws IOException {
    var reference = ReferenceArrays.of("irnet", manager);
    var net = net(reference, kase);
    net.weights().values().forEach(weight -> weight.setRequiresGradient(true));
    try (var gradients = new Gradients()) {
      var out = net.forward(store, new NDList(reference.input(kase + ".x")), true);
      var target = reference.input(kase + ".target");
      int classes = (int) out.get(0).getShape().get(1);
      var picked = target.oneHot(classes).toType(DataType.FLOAT32, false);
      var z = out.get(1);
      var loss =
          out.get(0)
              .logSoftmax(1)
              .mul(picked)
              .sum(new int[] {1})
              .neg()
              .mean()
              .add(z.get(":,0").mul(z.get(":,1")).sum());
      gradients.backward(loss);

      reference.near(out.get(0), kase + ".train_logits", 1e-5);
      reference.near(z, kase + ".train_z", 1e-5);
      reference.near(loss, kase + ".loss", 1e-5);
    }

    net.statistics()
        .forEach((name, array) -> reference.near(array, kase + ".after." + bare(name), 1e-5));
    var expected = reference.gradients(kase);
    net.weights()
        .forEach((name, weight) -> {
          var norm = weight.getGradient().square().sum().sqrt().getFloat();
          assertThat((double) norm)
              .as("norm of the gradient of %s", name)
              .isCloseTo(expected.get(bare(name)).get("l2").asDouble(), withPercentage(0.01));
        });
  }

  @ParameterizedTest
  @MethodSource("minis")
  void every_block_gives_the_references_maps(String kase) throws IOException {
    var reference = ReferenceArrays.of("irnet", manager);
    for (boolean training : new boolean[] {false, true}) {
      var config = config(reference, kase);
      var encoder = new ResNet(config);
      encoder.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(config.input()));
      reference.fill(kase + ".", NamedArrays.weights(encoder.layers()));
      reference.fill(kase + ".", NamedArrays.statistics(encoder.layers()));

      var maps = encoder.maps(store, reference.input(kase + ".x"), training);

      var when = training ? ".train_" : ".eval_";
      nearMap(reference, maps.getFirst(), kase + when + "stem");
      for (int block = 1; block < maps.size(); block++) {
        nearMap(reference, maps.get(block), kase + when + "block" + block);
      }
      reference.near(Pool.globalAvgPool2d(maps.getLast()), kase + when + "feat", 1e-5);
    }
  }

  /// Maps hold numbers up to 38, of which a float keeps steps of 4e-6 apart. Only plain code, which
  /// sums in another order than the reference's kernels, is given four of them on top.
  private static void nearMap(ReferenceArrays reference, NDArray map, String name) {
    float largest = reference.output(name).abs().max().getFloat();
    reference.near(map, name, 1e-5 + (Kernels.arePlain() ? 4 * Math.ulp(largest) : 0));
  }

  private PicoNet net(ReferenceArrays reference, String kase) throws IOException {
    var config = config(reference, kase);
    int classes = (int) reference.output(kase + ".eval_logits").getShape().get(1);
    int embedding = (int) reference.output(kase + ".eval_z").getShape().get(1);
    var net =
        new PicoNet(new PicoConfig(config, classes, config.width(), embedding))
            .initialize(manager, new SplittableRandom(0));
    var arrays = new LinkedHashMap<String, NDArray>();
    net.weights().forEach((name, array) -> arrays.put(bare(name), array));
    net.statistics().forEach((name, array) -> arrays.put(bare(name), array));
    reference.fill(kase + ".", arrays);
    return net;
  }

  private static ResNetConfig config(ReferenceArrays reference, String kase) throws IOException {
    var sizes = reference.config(kase);
    var stages = new ArrayList<ResNetConfig.Stage>();
    for (int i = 0; i < sizes.get("planes").size(); i++) {
      stages.add(
          new ResNetConfig.Stage(
              sizes.get("planes").get(i).asInt(), 1, sizes.get("strides").get(i).asInt()));
    }
    return new ResNetConfig(sizes.get("size").asInt(), stages);
  }

  /// The case names an encoder's layers without saying that they are the encoder's.
  private static String bare(String name) {
    return name.replaceFirst("^encoder\\.", "");
  }
}
