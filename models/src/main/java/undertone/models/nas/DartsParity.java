package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import undertone.models.Gradients;
import undertone.models.StateDict;
import undertone.models.TrainingTurn;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceCases;
import undertone.models.hosting.ReferenceFolder;

/// Holds mixtures, cells, the network of cells and the recurrent cell against numbers of the DARTS
/// code: outputs, losses, first-order gradients of the architecture and norms of all others. What
/// mixtures come to is held by the tests of this build.
final class DartsParity {
  private static final List<Operation> ALL = List.of(Operation.values());

  /// The search of this product is first order; the steps of its descent have tests of their own.
  private static final String PART = "net\\.(second_order_.*|alphas_.*_after_adam)";

  private final ReferenceCases cases;
  private final JsonNode settings;
  private final NDManager manager;

  private DartsParity(ReferenceCases cases, NDManager manager) throws IOException {
    this.cases = cases;
    this.settings = cases.sizes().path("cases");
    this.manager = manager;
  }

  static ParityReport of(String model, ReferenceFolder folder) throws IOException {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var cases = new ReferenceCases(folder, manager);
      var parity = new DartsParity(cases, manager);
      parity.mixture("mixed_s1", 1);
      parity.mixture("mixed_s2", 2);
      for (var kase : cases.cases("reduction")) {
        parity.cell(kase);
      }
      long parameters = parity.network();
      parity.recurrent();
      parity.recurrentFound();
      return cases.report(model, parameters, name -> name.matches(PART));
    }
  }

  private NDArray moved(String name) throws IOException {
    var array = cases.input(name);
    array.setRequiresGradient(true);
    return array;
  }

  private StateDict empty() {
    return new StateDict(manager, new SplittableRandom(0));
  }

  private NDArray scalar(double value) {
    return manager.create((float) value);
  }

  private void mixture(String kase, int stride) throws IOException {
    int channels = settings.path("mixed").path("channels").asInt();
    var weights = empty();
    for (var operation : ALL) {
      operation.add(weights, "_ops." + ALL.indexOf(operation), channels, stride, false);
    }
    cases.fill(kase, weights.weights());
    var x = moved(kase + ".x"); // [B,C,H,W]
    var alpha = moved(kase + ".alpha"); // [O]
    try (var gradients = new Gradients()) {
      var shares = alpha.softmax(0);
      var each = new NDList();
      for (var operation : ALL) {
        each.add(operation.of(weights, "_ops." + ALL.indexOf(operation), x, stride, true));
      }
      var y = each.head().mul(shares.get(0));
      for (int o = 1; o < ALL.size(); o++) {
        y = y.add(each.get(o).mul(shares.get(o)));
      }
      var loss = y.square().mean().add(y.get(":,0").sum().mul(scalar(.01)));
      cases.hold(kase + ".each_operation", NDArrays.stack(each, 0)); // [O,B,C,H',W']
      cases.hold(kase + ".weights", shares);
      cases.hold(kase + ".y", y);
      cases.hold(kase + ".loss", loss);
      gradients.backward(loss);
    }
    cases.hold(kase + ".grad_alpha", alpha.getGradient());
    cases.hold(kase + ".grad_x", x.getGradient());
    cases.holdGradients(kase, weights.weights());
  }

  private void cell(String kase) throws IOException {
    var sizes = settings.path(kase);
    var cell =
        Cell.searched(
            "",
            sizes.path("steps").asInt(),
            sizes.path("channels").asInt(),
            sizes.path("reduction").asBoolean(),
            sizes.path("reduction_prev").asBoolean(),
            ALL);
    var weights = empty();
    cell.add(weights, sizes.path("C_prev_prev").asInt(), sizes.path("C_prev").asInt());
    cases.fill(kase, weights.weights());
    var alpha = moved(kase + ".alpha"); // [E,O]
    try (var gradients = new Gradients()) {
      var y =
          cell.of(
              weights,
              cases.input(kase + ".s0"),
              cases.input(kase + ".s1"),
              alpha.softmax(1),
              0,
              true);
      var loss = y.square().mean().add(y.get(":,1").sum().mul(scalar(.1)));
      cases.hold(kase + ".y", y);
      cases.hold(kase + ".loss", loss);
      gradients.backward(loss);
    }
    cases.hold(kase + ".grad_alpha", alpha.getGradient());
    cases.holdGradients(kase, weights.weights());
  }

  /// @return numbers it learns
  private long network() throws IOException {
    var sizes = settings.path("net");
    var clips = cases.input("net.x_valid").getShape();
    var config =
        new CnnConfig(
            (int) clips.get(1),
            (int) clips.get(2),
            (int) clips.get(3),
            sizes.path("channels").asInt(),
            sizes.path("stem_multiplier").asInt(),
            sizes.path("layers").asInt(),
            List.of(1, 2),
            sizes.path("steps").asInt(),
            ALL,
            sizes.path("classes").asInt(),
            0,
            0);
    var net = CnnStream.searched(config, manager, new SplittableRandom(0));
    cases.fill("net", net.weights().weights());
    for (var alpha : net.architecture().weights().entrySet()) {
      alpha.getValue().set(cases.input("net." + alpha.getKey()).toFloatArray());
    }
    try (var gradients = new Gradients()) {
      var logits = net.logits(cases.input("net.x_valid"), true);
      var loss = CrossEntropy.of(logits, cases.input("net.y_valid"));
      cases.hold("net.logits_valid", logits);
      cases.hold("net.loss_valid", loss);
      gradients.backward(loss);
    }
    for (var kind : List.of("normal", "reduce")) {
      cases.hold(
          "net.first_order_grad_" + kind, net.architecture().get("alphas_" + kind).getGradient());
    }
    cases.holdGradients("net.first_order_weights", net.weights().weights());
    return net.weights().weights().values().stream().mapToLong(NDArray::size).sum();
  }

  private void recurrent() throws IOException {
    var net = RnnStream.searched(recurrentSizes(), manager, new SplittableRandom(0));
    var cell = cellOf(net);
    cases.fill("rnn", cell);
    var alpha = net.architecture().get("alphas");
    alpha.set(cases.input("rnn.alpha").toFloatArray());
    try (var gradients = new Gradients()) {
      var states = states(net, true);
      var loss = states.square().mean().add(states.get(-1).sum().mul(scalar(.1)));
      cases.hold("rnn.train_h", states);
      cases.hold("rnn.train_loss", loss);
      gradients.backward(loss);
    }
    cases.hold("rnn.train_grad_alpha", alpha.getGradient());
    cases.hold("rnn.train_grad_W0", net.weights().get("_W0").getGradient());
    cases.holdGradients("rnn.train", cell);
    net.weights().statistics().forEach((name, seen) -> cases.hold("rnn.after." + name, seen));
    cases.hold("rnn.eval_h_after_one_training_pass", states(net, false));
  }

  private void recurrentFound() throws IOException {
    var ways = settings.path("rnn_discrete").path("genotype");
    var edges = new ArrayList<Genotype.Edge>();
    for (int i = 0; i < ways.size(); i++) {
      var way = ways.get(i);
      edges.add(new Genotype.Edge(i + 1, way.get(1).asInt(), way.get(0).asString(), 1));
    }
    var mean = IntStream.rangeClosed(1, edges.size()).boxed().toList();
    var found = new Genotype.Rnn(edges, mean);
    var net = RnnStream.found(recurrentSizes(), found, manager, new SplittableRandom(0));
    cases.fill("rnn", cellOf(net));
    cases.hold("rnn.discrete_h", states(net, false));
  }

  private RnnConfig recurrentSizes() {
    int width = settings.path("rnn").path("width").asInt();
    return new RnnConfig(width, width, settings.path("rnn").path("steps").asInt(), 2, 0);
  }

  private static Map<String, NDArray> cellOf(RnnStream net) {
    var cell = new LinkedHashMap<String, NDArray>();
    net.weights()
        .weights()
        .forEach((name, weight) -> {
          if (name.startsWith("_W")) {
            cell.put(name, weight);
          }
        });
    return cell;
  }

  /// `[T,B,H]`, as the reference has it.
  private NDArray states(RnnStream net, boolean training) throws IOException {
    var sequences = cases.input("rnn.x").transpose(1, 0, 2); // [B,T,H]
    var there = manager.ones(new Shape(sequences.getShape().get(0), sequences.getShape().get(1)));
    var first = cases.input("rnn.h0").squeeze(0); // [B,H]
    return net.states(sequences, there, first, training).transpose(1, 0, 2);
  }
}
