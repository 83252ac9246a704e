package undertone.models.pico;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.models.Constant;
import undertone.models.TrainingTurn;

/// The numbers of IRNet's own code (case `pico` of its parity folder) come out of these layers.
class PicoParityTest {
  private static final Path FOLDER =
      Path.of(System.getenv().getOrDefault("UNDERTONE_PARITY", "../../shared/parity"))
          .resolve("irnet");
  private static final PicoConfig CONFIG =
      new PicoConfig(new FeatureEncoderConfig(12, 0), 5, 12, 6);

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private NDList input = new NDList();
  private NDList output = new NDList();
  private final PicoNet net = new PicoNet(CONFIG).initialize(manager, new SplittableRandom(0));
  private final MomentumSgd sgd = new MomentumSgd(net, 0.9, 1e-3);

  @BeforeEach
  void load() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "no parity numbers at " + FOLDER.toAbsolutePath());
    input = read("input.npz");
    output = read("output.npz");
    var weights = read("weights.npz");
    net.weights()
        .forEach((name, weight) -> weight.set(named(weights, "encoder_q." + name).toFloatArray()));
  }

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  @Test
  void probabilities_and_embeddings_are_the_references() {
    var out = forward("step1_feat_w1");

    near(out.get(0).softmax(1), "step1_p", 1e-5);
    near(out.get(1), named(output, "step1_pool").get("0:8"), 1e-5, "z");
  }

  @Test
  void the_contrastive_loss_and_its_gradient_are_the_references() {
    var pool = named(output, "step1_pool").duplicate();
    pool.setRequiresGradient(true);
    try (var gradients = manager.getEngine().newGradientCollector()) {
      var loss = ContrastiveLoss.of(pool.get("0:8"), pool, poolLabels(), 0.07);
      gradients.backward(loss);

      near(loss, "step1_loss_supcon", 1e-5);
      near(pool.getGradient(), "step1_grad_supcon_wrt_pool", 1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource(value = PartialLoss.class, names = "LWS", mode = EnumSource.Mode.EXCLUDE)
  void every_loss_and_its_gradients_are_the_references(PartialLoss kind) {
    var p = named(output, "step1_p").duplicate();
    var targets = confidences(1);
    p.setRequiresGradient(true);
    try (var gradients = manager.getEngine().newGradientCollector()) {
      var loss = kind.of(p, targets);
      gradients.backward(loss);

      near(loss, "loss_cls_" + kind, 1e-5);
      near(p.getGradient(), "grad_" + kind + "_wrt_p", 1e-5);
    }
    try (var gradients = manager.getEngine().newGradientCollector()) {
      var total = total(kind, 1, named(output, "step1_pool"), poolLabels());
      gradients.backward(total);

      near(total, "loss_total_" + kind, 1e-5);
      near(net.weight("fc.weight").getGradient(), "grad_" + kind + "_fc_weight", 1e-5);
      near(net.weight("head.2.weight").getGradient(), "grad_" + kind + "_head2_weight", 1e-5);
    }
  }

  @Test
  void two_steps_of_sgd_move_the_weights_as_the_reference_does() {
    learn(1, named(output, "step1_pool"), poolLabels());

    // keys of step 2 are what the reference enqueued then; the old queue is that of step 1
    var out = forward("step2_feat_w1");
    near(out.get(0).softmax(1), "step2_p", 1e-5);
    var before = named(output, "step1_queue_after");
    var after = named(output, "step2_queue_after");
    var pool = NDArrays.concat(new NDList(out.get(1), after.get("8:16"), before)); // [8+8+16,6]
    var working = integers(named(output, "step2_working_label")).toArray();
    var queued = integers(named(output, "step1_queue_pseudo_after")).toArray();
    var labels =
        IntStream.range(0, 32).map(row -> row < 16 ? working[row % 8] : queued[row - 16]).toArray();
    // the pointer has wrapped: step 1 filled rows 0-7 or 8-15, step 2 the other half
    long pointer = named(output, "step1_queue_ptr_after").getLong(0);
    if (pointer == 0) {
      pool = NDArrays.concat(new NDList(out.get(1), after.get("0:8"), before));
    }
    learn(2, pool, labels);

    // the folder's step1_query.* are the same numbers: it stores the weights after both steps
    net.weights().forEach((name, weight) -> near(weight, "step2_query." + name, 1e-6));
  }

  @Test
  void the_key_network_moves_as_the_reference_does() throws IOException {
    var weights = read("weights.npz");
    var key = new KeyNetwork(net, CONFIG, manager);
    key.net()
        .weights()
        .forEach((name, weight) -> weight.set(named(weights, "encoder_k." + name).toFloatArray()));

    key.follow(0.99);

    key.net().weights().forEach((name, weight) -> near(weight, "step1_key." + name, 1e-6));
    near(
        key.embed(named(input, "step1_feat_s1")),
        named(output, "step1_pool").get("8:16"),
        1e-5,
        "keys");
  }

  private void learn(int step, NDArray pool, int[] labels) {
    try (var gradients = manager.getEngine().newGradientCollector()) {
      gradients.backward(total(PartialLoss.CE, step, pool, labels));
    }
    sgd.step(0.01);
  }

  /// Classification plus half the contrast, with the query rows of the pool computed afresh.
  private NDArray total(PartialLoss kind, int step, NDArray pool, int[] labels) {
    var out = forward("step" + step + "_feat_w1");
    var z = out.get(1);
    var wholePool = NDArrays.concat(new NDList(z, pool.get("8:")));
    return kind.of(out.get(0).softmax(1), confidences(step))
        .add(ContrastiveLoss.of(z, wholePool, labels, 0.07).mul(Constant.beside(out.get(1), 0.5)));
  }

  private NDArray confidences(int step) {
    return named(output, "step" + step + "_confidence_after_onehot")
        .get(named(input, "step" + step + "_index"));
  }

  private int[] poolLabels() {
    return integers(named(output, "step1_pool_labels")).toArray();
  }

  /// Whole numbers; the noise that stands for "no label yet" becomes -1.
  private static IntStream integers(NDArray values) {
    var all = values.toType(DataType.FLOAT32, false).toFloatArray();
    return IntStream.range(0, all.length).map(i -> all[i] == Math.rint(all[i]) ? (int) all[i] : -1);
  }

  private NDList forward(String features) {
    return net.forward(
        new ParameterStore(manager, false), new NDList(named(input, features)), true);
  }

  private NDList read(String file) throws IOException {
    try (var stream = Files.newInputStream(FOLDER.resolve(file))) {
      return NDList.decode(manager, stream);
    }
  }

  private static NDArray named(NDList arrays, String name) {
    return arrays.stream()
        .filter(array -> ("pico." + name).equals(array.getName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no array pico." + name));
  }

  private void near(NDArray ours, String theirs, double tolerance) {
    near(ours, named(output, theirs), tolerance, theirs);
  }

  private static void near(NDArray ours, NDArray theirs, double tolerance, String name) {
    assertThat(ours.size()).as(name).isEqualTo(theirs.size());
    var gap = ours.flatten().sub(theirs.flatten()).abs().max().getFloat();
    assertThat((double) gap).as("largest difference in %s", name).isLessThanOrEqualTo(tolerance);
  }
}
