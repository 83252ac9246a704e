package undertone.models.gcnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceCases;
import undertone.models.hosting.ReferenceFolder;

/// Holds [GCNet] against numbers of the authors' code. Like it, each case reads padding along.
final class GCNetParity {
  /// Lists of edges, states inside a branch, single gradients, and a loss over the wrong cells.
  private static final String PART =
      "edges\\..*|.*\\.(temporal|speaker)_(rgcn_nodes|graphconv_nodes|fusion|out)|.*\\.node_encoder"
          + "|.*\\.grad_.*|.*\\.loss_rec_reference";

  private GCNetParity() {}

  static ParityReport of(String model, ReferenceFolder folder) throws IOException {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var cases = new ReferenceCases(folder, manager);
      long parameters = 0;
      for (var kase : cases.cases("time_attn")) {
        try (var _ = new NDScope()) {
          var settings = cases.sizes().path("cases").path(kase);
          var net = new GCNet(config(settings), manager, new SplittableRandom(0));
          cases.fill(kase, net.weights().weights());
          hold(kase, net, cases);
          parameters = net.weights().weights().values().stream().mapToLong(NDArray::size).sum();
        }
      }
      return cases.report(model, parameters, name -> name.matches(PART));
    }
  }

  private static GCNetConfig config(JsonNode settings) {
    return new GCNetConfig(
        List.of(
            settings.path("Da").asInt(), settings.path("Dt").asInt(), settings.path("Dv").asInt()),
        settings.path("P").asInt(),
        settings.path("classes").asInt(),
        settings.path("hidden").asInt(),
        settings.path("wp").asInt(),
        settings.path("wf").asInt(),
        settings.path("time_attn").asBoolean(),
        GCNetConfig.Fusion.SUM_OF_BRANCHES,
        0,
        GCNetConfig.Padding.READ);
  }

  private static void hold(String kase, GCNet net, ReferenceCases cases) throws IOException {
    var speakers = cases.input("data.S");
    var talk =
        new Conversations(
            new NDList(cases.input("data.Xa"), cases.input("data.Xt"), cases.input("data.Xv")),
            cases.input("data.K"),
            cases.input("data.U"),
            net.config().speakers() == 1 ? speakers.zerosLike() : speakers);
    try (var gradients = new Gradients()) {
      var heard = net.hear(talk, true);
      cases.hold(kase + ".hidden", heard.fused());
      cases.hold(kase + ".logits", heard.logits());
      cases.hold(kase + ".reconstruction", heard.features());
      var told =
          net.config().outputs() == 1
              ? GCNetLoss.ofValues(heard.logits(), cases.input("data.Y_value"), talk.real())
              : GCNetLoss.ofClasses(heard.logits(), cases.input("data.Y_class"), talk.real());
      var features = GCNetLoss.ofFeatures(heard, talk);
      cases.hold(kase + ".loss_task", told);
      cases.hold(kase + ".loss_rec_aligned", features);
      gradients.backward(GCNetLoss.joint(told, features, 1));
    }
    cases.holdGradients(kase + ".task_plus_rec_aligned", net.weights().weights());
  }
}
