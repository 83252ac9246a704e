package undertone.models.gcnet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

/// The numbers of the authors' network come out of ours: outputs and losses to 1e-5, norms of
/// gradients to 1e-4 of themselves, edges exactly.
class GCNetParityTest {
  private static final double CLOSE = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final ReferenceArrays reference;
  private final Conversations talk;

  GCNetParityTest() throws IOException {
    reference = ReferenceArrays.of("gcnet", manager);
    talk =
        new Conversations(
            new NDList(
                reference.input("data.Xa"), reference.input("data.Xt"), reference.input("data.Xv")),
            reference.input("data.K"),
            reference.input("data.U"),
            reference.input("data.S"));
  }

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private Conversations spokenBy(int speakers) {
    var one = speakers == 1 ? talk.speakers().zerosLike() : talk.speakers();
    return new Conversations(talk.features(), talk.present(), talk.real(), one);
  }

  private GCNetConfig config(String kase) throws IOException {
    var settings = reference.config(kase);
    return new GCNetConfig(
        List.of(settings.get("Da").asInt(), settings.get("Dt").asInt(), settings.get("Dv").asInt()),
        settings.get("P").asInt(),
        settings.get("classes").asInt(),
        settings.get("hidden").asInt(),
        settings.get("wp").asInt(),
        settings.get("wf").asInt(),
        settings.get("time_attn").asBoolean(),
        GCNetConfig.Fusion.SUM_OF_BRANCHES,
        0,
        GCNetConfig.Padding.READ);
  }

  static List<String> cases() throws IOException {
    return ReferenceArrays.cases("gcnet", ".*");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outputs_losses_and_gradients_are_the_references(String kase) throws IOException {
    var config = config(kase);
    var net = new GCNet(config, manager, new SplittableRandom(0));
    var weights = net.weights().weights();
    assertThat(weights.values().stream().mapToLong(NDArray::size).sum())
        .isEqualTo(reference.config(kase).get("parameters").asLong());
    reference.fill(kase + ".", weights);
    try (var gradients = new Gradients()) {
      var heard = net.hear(spokenBy(config.speakers()), true);

      reference.near(heard.fused(), kase + ".hidden", CLOSE);
      reference.near(heard.logits(), kase + ".logits", CLOSE);
      reference.near(heard.features(), kase + ".reconstruction", CLOSE);
      var told =
          config.outputs() == 1
              ? GCNetLoss.ofValues(heard.logits(), reference.input("data.Y_value"), talk.real())
              : GCNetLoss.ofClasses(heard.logits(), reference.input("data.Y_class"), talk.real());
      reference.near(told, kase + ".loss_task", CLOSE);
      var features = GCNetLoss.ofFeatures(heard, talk);
      reference.near(features, kase + ".loss_rec_aligned", CLOSE);
      gradients.backward(GCNetLoss.joint(told, features, 1));
    }
    reference.nearGradients(kase + ".task_plus_rec_aligned", weights, 1e-4);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void each_step_of_both_graphs_is_the_references(String kase) throws IOException {
    var net = new GCNet(config(kase), manager, new SplittableRandom(0));
    reference.fill(kase + ".", net.weights().weights());
    var heard = spokenBy(net.config().speakers());
    var edges = Edges.of(heard, net.config());

    var nodes = net.encoded(heard, net.backwards(talk.real()), false);

    reference.near(nodes, kase + ".node_encoder", CLOSE);
    for (var graph : List.of("temporal", "speaker")) {
      var means = graph.equals("temporal") ? edges.temporal() : edges.speaker();
      var path = "graph_net_" + graph;
      var first = net.relational(path + ".conv1", nodes, means, talk.real());
      var second = net.graph(path, nodes, means, edges.all(), talk.real());
      reference.near(realRows(first), "%s.%s_rgcn_nodes".formatted(kase, graph), CLOSE);
      reference.near(realRows(second), "%s.%s_graphconv_nodes".formatted(kase, graph), CLOSE);
    }
  }

  private NDArray realRows(NDArray rows) {
    return rows.reshape(-1, rows.getShape().get(2)).get(talk.real().flatten().nonzero().squeeze(1));
  }

  @ParameterizedTest
  @CsvSource({"2,2", "1,3", "3,1", "-1,-1", "0,2", "-1,1"})
  void every_edge_and_its_kinds_are_the_references(int past, int future) {
    for (int speakers : new int[] {1, 2}) {
      var config =
          new GCNetConfig(
              List.of(4, 3, 5),
              speakers,
              4,
              4,
              past,
              future,
              false,
              GCNetConfig.Fusion.SUM_OF_BRANCHES,
              0,
              GCNetConfig.Padding.READ);
      var alone = speakers == 1 ? talk.speakers().zerosLike() : talk.speakers();
      var edges =
          Edges.of(new Conversations(talk.features(), talk.present(), talk.real(), alone), config);
      var kase =
          "edges.wp%s_wf%s_P%d"
              .formatted(past < 0 ? "m1" : past, future < 0 ? "m1" : future, speakers);

      assertThat(listed(edges, config)).containsExactlyInAnyOrderElementsOf(theirs(kase));
    }
  }

  /// Sender, receiver, kind by time and kind by speakers; nodes are numbered over real turns.
  private List<List<Long>> listed(Edges edges, GCNetConfig config) {
    var real = talk.real().toFloatArray();
    int b = (int) talk.real().getShape().get(0);
    int n = (int) talk.real().getShape().get(1);
    var numbers = new long[b * n];
    for (int k = 1; k < numbers.length; k++) {
      numbers[k] = numbers[k - 1] + (long) real[k - 1];
    }
    var found = new ArrayList<List<Long>>();
    for (int c = 0; c < b; c++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          if (edges.all().getFloat(c, i, j) > 0) {
            found.add(
                List.of(
                    numbers[c * n + j],
                    numbers[c * n + i],
                    kind(edges.temporal(), 3, c, i, j),
                    kind(edges.speaker(), config.speakerRelations(), c, i, j)));
          }
        }
      }
    }
    return found;
  }

  private static long kind(NDArray means, int kinds, int c, int i, int j) {
    long found = -1;
    for (int r = 0; r < kinds; r++) {
      if (means.getFloat(c, r, i, j) > 0) {
        assertThat(found).isEqualTo(-1);
        found = r;
      }
    }
    return found;
  }

  private List<List<Long>> theirs(String kase) {
    var pairs = reference.output(kase + ".sender_receiver").toLongArray();
    var temporal = reference.output(kase + ".temporal_relation").toLongArray();
    var speaker = reference.output(kase + ".speaker_relation").toLongArray();
    var found = new ArrayList<List<Long>>();
    for (int e = 0; e < temporal.length; e++) {
      found.add(List.of(pairs[2 * e], pairs[2 * e + 1], temporal[e], speaker[e]));
    }
    return found;
  }
}
