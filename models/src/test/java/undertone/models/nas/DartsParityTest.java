package undertone.models.nas;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.StateDict;
import undertone.models.TrainingTurn;

/// The numbers of the DARTS code come out of ours: outputs and gradients of the architecture to
/// 1e-5, norms of other gradients to 1e-4 of themselves, genotypes exactly.
class DartsParityTest {
  private static final double CLOSE = 1e-5;
  private static final List<Operation> ALL = List.of(Operation.values());

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final ReferenceArrays reference;

  DartsParityTest() throws IOException {
    reference = ReferenceArrays.of("darts", manager);
  }

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private NDArray input(String name) {
    var array = reference.input(name);
    array.setRequiresGradient(true);
    return array;
  }

  private StateDict empty() {
    return new StateDict(manager, new SplittableRandom(0));
  }

  @ParameterizedTest
  @CsvSource({"mixed_s1,1", "mixed_s2,2"})
  void every_operation_and_their_mixture_are_the_references(String kase, int stride)
      throws IOException {
    int channels = reference.config("mixed").get("channels").asInt();
    var weights = empty();
    for (var operation : ALL) {
      operation.add(weights, "_ops." + ALL.indexOf(operation), channels, stride, false);
    }
    reference.fill(kase + ".", weights.weights());
    var x = input(kase + ".x");
    var alpha = input(kase + ".alpha");
    var each = reference.output(kase + ".each_operation");
    try (var gradients = new Gradients()) {
      var shares = alpha.softmax(0);
      NDArray y = each.get(0).mul(0);
      for (var operation : ALL) {
        var made = operation.of(weights, "_ops." + ALL.indexOf(operation), x, stride, true);
        ReferenceArrays.near(made, each.get(ALL.indexOf(operation)), CLOSE, operation.word());
        y = y.add(made.mul(shares.get(ALL.indexOf(operation))));
      }
      reference.near(shares, kase + ".weights", CLOSE);
      reference.near(y, kase + ".y", CLOSE);
      var loss = y.square().mean().add(y.get(":,0").sum().mul(scalar(.01)));
      reference.near(loss, kase + ".loss", CLOSE);
      gradients.backward(loss);
    }
    reference.near(alpha.getGradient(), kase + ".grad_alpha", CLOSE);
    reference.near(x.getGradient(), kase + ".grad_x", CLOSE);
    reference.nearGradients(kase, weights.weights(), 1e-4);
  }

  private NDArray scalar(double value) {
    return manager.create((float) value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cell_normal", "cell_reduce", "cell_after_reduce"})
  void cells_are_the_references(String kase) throws IOException {
    var settings = reference.config(kase);
    var cell =
        Cell.searched(
            "",
            settings.get("steps").asInt(),
            settings.get("channels").asInt(),
            settings.get("reduction").asBoolean(),
            settings.get("reduction_prev").asBoolean(),
            ALL);
    var weights = empty();
    cell.add(weights, settings.get("C_prev_prev").asInt(), settings.get("C_prev").asInt());
    reference.fill(kase + ".", weights.weights());
    var alpha = input(kase + ".alpha");
    try (var gradients = new Gradients()) {
      var y =
          cell.of(
              weights,
              reference.input(kase + ".s0"),
              reference.input(kase + ".s1"),
              alpha.softmax(1),
              0,
              true);
      reference.near(y, kase + ".y", CLOSE);
      gradients.backward(y.square().mean().add(y.get(":,1").sum().mul(scalar(.1))));
    }
    reference.near(alpha.getGradient(), kase + ".grad_alpha", CLOSE);
    reference.nearGradients(kase, weights.weights(), 1e-4);
  }

  private CnnStream net() throws IOException {
    var settings = reference.config("net");
    var clips = reference.input("net.x_valid").getShape();
    var config =
        new CnnConfig(
            (int) clips.get(1),
            (int) clips.get(2),
            (int) clips.get(3),
            settings.get("channels").asInt(),
            settings.get("stem_multiplier").asInt(),
            settings.get("layers").asInt(),
            List.of(1, 2),
            settings.get("steps").asInt(),
            ALL,
            settings.get("classes").asInt(),
            0,
            0);
    var net = CnnStream.searched(config, manager, new SplittableRandom(0));
    reference.fill("net.", net.weights().weights());
    net.architecture()
        .weights()
        .forEach((name, alpha) -> alpha.set(reference.input("net." + name).toFloatArray()));
    return net;
  }

  @Test
  void a_network_and_its_first_order_gradient_are_the_references() throws IOException {
    var net = net();
    try (var gradients = new Gradients()) {
      var logits = net.logits(reference.input("net.x_valid"), true);
      var loss = CrossEntropy.of(logits, reference.input("net.y_valid"));
      reference.near(logits, "net.logits_valid", CLOSE);
      reference.near(loss, "net.loss_valid", CLOSE);
      gradients.backward(loss);
    }
    reference.nearGradients("net.first_order_weights", net.weights().weights(), 1e-4);
    for (var kind : List.of("normal", "reduce")) {
      var gradient = net.architecture().get("alphas_" + kind).getGradient();
      reference.near(gradient, "net.first_order_grad_" + kind, CLOSE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void what_convolutional_mixtures_come_to_is_the_references(int k) throws IOException {
    var expected = reference.setting("genotypes_cnn").get(k);

    var found =
        Derivation.cnn(
            ALL,
            expected.get("steps").asInt(),
            reference.input("geno%d.alphas_normal".formatted(k)).softmax(1),
            reference.input("geno%d.alphas_reduce".formatted(k)).softmax(1));

    assertThat(listed(found.normal())).isEqualTo(listed(expected.get("normal")));
    assertThat(listed(found.reduce())).isEqualTo(listed(expected.get("reduce")));
    assertThat(found.concat()).isEqualTo(numbers(expected.get("concat")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void what_recurrent_mixtures_come_to_is_the_references(int k) throws IOException {
    var expected = reference.setting("genotypes_rnn").get(k);

    int nodes = expected.get("recurrent").size();
    var found = Derivation.rnn(nodes, reference.input("rnn_geno%d.alpha".formatted(k)).softmax(1));

    assertThat(listed(found.nodes())).isEqualTo(listed(expected.get("recurrent")));
    assertThat(found.mean()).isEqualTo(numbers(expected.get("concat")));
  }

  private static List<String> listed(List<Genotype.Edge> edges) {
    return edges.stream().map(edge -> edge.op() + " " + edge.from()).toList();
  }

  private static List<String> listed(JsonNode edges) {
    return StreamSupport.stream(edges.spliterator(), false)
        .map(edge -> edge.get(0).asString() + " " + edge.get(1).asInt())
        .toList();
  }

  private static List<Integer> numbers(JsonNode numbers) {
    return IntStream.range(0, numbers.size()).mapToObj(i -> numbers.get(i).asInt()).toList();
  }

  @Test
  void a_recurrent_cell_is_the_references_while_it_is_searched() throws IOException {
    var net = RnnStream.searched(recurrent(), manager, new SplittableRandom(0));
    var cell = cellOf(net);
    reference.fill("rnn.", cell);
    var alpha = net.architecture().get("alphas");
    alpha.set(reference.input("rnn.alpha").toFloatArray());
    try (var gradients = new Gradients()) {
      var states = states(net, true);
      reference.near(states, "rnn.train_h", CLOSE);
      var loss = states.square().mean().add(states.get(-1).sum().mul(scalar(.1)));
      reference.near(loss, "rnn.train_loss", CLOSE);
      gradients.backward(loss);
    }
    reference.near(alpha.getGradient(), "rnn.train_grad_alpha", CLOSE);
    reference.near(net.weights().get("_W0").getGradient(), "rnn.train_grad_W0", CLOSE);
    reference.nearGradients("rnn.train", cell, 1e-4);
    net.weights()
        .statistics()
        .forEach((name, seen) -> reference.near(seen, "rnn.after." + name, CLOSE));
    reference.near(states(net, false), "rnn.eval_h_after_one_training_pass", CLOSE);
  }

  @Test
  void a_recurrent_cell_is_the_references_once_it_is_found() throws IOException {
    var ways = reference.config("rnn_discrete").get("genotype");
    var edges =
        IntStream.range(0, ways.size())
            .mapToObj(i ->
                new Genotype.Edge(
                    i + 1, ways.get(i).get(1).asInt(), ways.get(i).get(0).asString(), 1))
            .toList();
    var mean = numbers(reference.config("rnn_discrete").get("concat"));
    var found = new Genotype.Rnn(edges, mean);
    var net = RnnStream.found(recurrent(), found, manager, new SplittableRandom(0));
    reference.fill("rnn.", cellOf(net));

    reference.near(states(net, false), "rnn.discrete_h", CLOSE);
  }

  private RnnConfig recurrent() throws IOException {
    var settings = reference.config("rnn");
    int width = settings.get("width").asInt();
    return new RnnConfig(width, width, settings.get("steps").asInt(), 2, 0);
  }

  private static Map<String, NDArray> cellOf(RnnStream net) {
    Map<String, NDArray> cell = new HashMap<>();
    net.weights()
        .weights()
        .forEach((name, weight) -> {
          if (name.startsWith("_W")) {
            cell.put(name, weight);
          }
        });
    return cell;
  }

  /// Steps first, as in the reference.
  private NDArray states(RnnStream net, boolean training) {
    var sequences = reference.input("rnn.x").transpose(1, 0, 2); // [B,T,H]
    var there = manager.ones(new Shape(sequences.getShape().get(0), sequences.getShape().get(1)));
    var first = reference.input("rnn.h0").squeeze(0);
    return net.states(sequences, there, first, training).transpose(1, 0, 2);
  }
}
