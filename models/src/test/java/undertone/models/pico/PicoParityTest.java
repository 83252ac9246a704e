package undertone.models.pico;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import undertone.models.Constant;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

/// The numbers of IRNet's own code come out of these layers and losses, for every case `pico`,
/// `pico2`, … of the parity folder.
class PicoParityTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final ReferenceArrays reference;

  PicoParityTest() throws IOException {
    reference = ReferenceArrays.of("irnet", manager);
  }

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  static List<String> cases() throws IOException {
    return ReferenceArrays.cases("irnet", "pico");
  }

  static Stream<Arguments> losses() throws IOException {
    try (var manager = NDManager.newBaseManager()) {
      var folder = ReferenceArrays.of("irnet", manager);
      var all = new ArrayList<Arguments>();
      for (var kase : cases()) {
        for (var type : folder.config(kase).get("loss_types")) {
          all.add(Arguments.of(kase, PartialLoss.valueOf(type.asString())));
        }
      }
      return all.stream();
    }
  }

  /// One case: its sizes, and a network with its weights.
  private final class Case {
    final String name;
    final JsonNode settings;
    final int batch;
    final PicoConfig config;
    final PicoNet net;
    final MomentumSgd sgd;

    Case(String name) throws IOException {
      this.name = name;
      settings = reference.config(name);
      batch = settings.get("B").asInt();
      int width = settings.get("D").asInt();
      config =
          new PicoConfig(
              new FeatureEncoderConfig(width, 0),
              settings.get("K").asInt(),
              width,
              settings.get("d").asInt());
      net = new PicoNet(config).initialize(manager, new SplittableRandom(0));
      reference.fill(name + ".encoder_q.", net.weights());
      var rule = settings.get("sgd");
      sgd =
          new MomentumSgd(
              net, rule.get("momentum").asDouble(), rule.get("weight_decay").asDouble());
    }

    NDArray input(String array) {
      return reference.input(name + "." + array);
    }

    NDArray output(String array) {
      return reference.output(name + "." + array);
    }

    void near(NDArray ours, String theirs, double tolerance) {
      reference.near(ours, name + "." + theirs, tolerance);
    }

    double temperature() {
      return settings.get("temperature").asDouble();
    }

    NDList forward(String features) {
      return net.forward(new ParameterStore(manager, false), new NDList(input(features)), true);
    }

    NDArray confidences(int step) {
      return output("step" + step + "_confidence_after_onehot")
          .get(input("step%d_index".formatted(step)));
    }

    int[] poolLabels() {
      return labels(output("step1_pool_labels"));
    }

    NDArray rows(NDArray pool, int from, int to) {
      return pool.get("%d:%d".formatted(from, to));
    }

    /// Classification plus weighed contrast, with the query rows of the pool computed afresh.
    NDArray total(PartialLoss kind, int step, NDArray pool, int[] labels) {
      var out = forward("step" + step + "_feat_w1");
      var z = out.get(1);
      var wholePool =
          NDArrays.concat(new NDList(z, rows(pool, batch, (int) pool.getShape().get(0))));
      var weight = Constant.beside(z, settings.get("contrast_weight").asDouble());
      return kind.of(out.get(0).softmax(1), confidences(step))
          .add(ContrastiveLoss.of(z, wholePool, labels, temperature()).mul(weight));
    }

    void learn(int step, NDArray pool, int[] labels) {
      try (var gradients = new Gradients()) {
        gradients.backward(total(PartialLoss.CE, step, pool, labels));
      }
      sgd.step(settings.get("sgd").get("lr").asDouble());
    }
  }

  /// Whole numbers; the noise that stands for "no label yet" becomes -1.
  private static int[] labels(NDArray values) {
    var all = values.toType(DataType.FLOAT32, false).toFloatArray();
    return IntStream.range(0, all.length)
        .map(i -> all[i] == Math.rint(all[i]) ? (int) all[i] : -1)
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void probabilities_and_embeddings_are_the_references(String name) throws IOException {
    var kase = new Case(name);

    var out = kase.forward("step1_feat_w1");

    kase.near(out.get(0).softmax(1), "step1_p", 1e-5);
    ReferenceArrays.near(
        out.get(1), kase.rows(kase.output("step1_pool"), 0, kase.batch), 1e-5, "z");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_supervised_contrast_and_its_gradient_are_the_references(String name) throws IOException {
    var kase = new Case(name);
    var pool = kase.output("step1_pool").duplicate();
    pool.setRequiresGradient(true);
    try (var gradients = new Gradients()) {
      var anchors = kase.rows(pool, 0, kase.batch);
      var loss = ContrastiveLoss.of(anchors, pool, kase.poolLabels(), kase.temperature());
      gradients.backward(loss);

      kase.near(loss, "step1_loss_supcon", 1e-5);
      kase.near(pool.getGradient(), "step1_grad_supcon_wrt_pool", 1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_contrast_without_labels_is_the_references(String name) throws IOException {
    var kase = new Case(name);
    var pool = kase.output("step1_pool");
    int batch = kase.batch;

    var loss =
        ContrastiveLoss.ofKeys(
            kase.rows(pool, 0, batch),
            kase.rows(pool, batch, 2 * batch),
            kase.rows(pool, 2 * batch, (int) pool.getShape().get(0)),
            kase.temperature());

    kase.near(loss, "step1_loss_moco", 1e-5);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void every_loss_and_its_gradients_are_the_references(String name, PartialLoss kind)
      throws IOException {
    var kase = new Case(name);
    var p = kase.output("step1_p").duplicate();
    p.setRequiresGradient(true);
    try (var gradients = new Gradients()) {
      var loss = kind.of(p, kase.confidences(1));
      gradients.backward(loss);

      kase.near(loss, "loss_cls_" + kind, 1e-5);
      kase.near(p.getGradient(), "grad_" + kind + "_wrt_p", 1e-5);
    }
    try (var gradients = new Gradients()) {
      var total = kase.total(kind, 1, kase.output("step1_pool"), kase.poolLabels());
      gradients.backward(total);

      kase.near(total, "loss_total_" + kind, 1e-5);
      kase.near(kase.net.weight("fc.weight").getGradient(), "grad_" + kind + "_fc_weight", 1e-5);
      kase.near(
          kase.net.weight("head.2.weight").getGradient(), "grad_" + kind + "_head2_weight", 1e-5);
    }
    var expected = reference.gradients(name + ".step1." + kind);
    for (var entry : expected.properties()) {
      var gradient = kase.net.weight(entry.getKey()).getGradient();
      assertThat((double) gradient.square().sum().sqrt().getFloat())
          .as("norm of the gradient of %s", entry.getKey())
          .isCloseTo(entry.getValue().get("l2").asDouble(), withPercentage(0.01));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void two_steps_of_sgd_move_the_weights_as_the_reference_does(String name) throws IOException {
    var kase = new Case(name);
    int batch = kase.batch;
    kase.learn(1, kase.output("step1_pool"), kase.poolLabels());

    // keys of step 2 are what the reference enqueued then, where step 1 had left its pointer
    var out = kase.forward("step2_feat_w1");
    kase.near(out.get(0).softmax(1), "step2_p", 1e-5);
    var before = kase.output("step1_queue_after");
    int pointer = (int) kase.output("step1_queue_ptr_after").getLong(0);
    var keys = kase.rows(kase.output("step2_queue_after"), pointer, pointer + batch);
    var working = labels(kase.output("step2_working_label"));
    var queued = labels(kase.output("step1_queue_pseudo_after"));
    var poolLabels = Arrays.copyOf(working, 2 * batch + queued.length);
    System.arraycopy(working, 0, poolLabels, batch, batch);
    System.arraycopy(queued, 0, poolLabels, 2 * batch, queued.length);
    kase.learn(2, NDArrays.concat(new NDList(out.get(1), keys, before)), poolLabels);

    // the folder's step1_query.* are the same numbers: it stores the weights after both steps
    kase.net.weights().forEach((weight, array) -> kase.near(array, "step2_query." + weight, 1e-6));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_key_network_moves_as_the_reference_does(String name) throws IOException {
    var kase = new Case(name);
    var key = new KeyNetwork(kase.net, kase.config, manager);
    reference.fill(name + ".encoder_k.", key.net().weights());

    key.follow(kase.settings.get("moco_m").asDouble());

    key.net().weights().forEach((weight, array) -> kase.near(array, "step1_key." + weight, 1e-6));
    ReferenceArrays.near(
        key.embed(kase.input("step1_feat_s1")),
        kase.rows(kase.output("step1_pool"), kase.batch, 2 * kase.batch),
        1e-5,
        "keys");
  }
}
