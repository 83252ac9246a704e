package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.abaw.TwoAspectConfig.Aspects;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceCases;
import undertone.models.hosting.ReferenceFolder;

/// Holds [TwoAspectNet] against numbers of the authors' code, from maps on: what stands before it
/// here is ours. Their losses of units and traces count otherwise than ours, so the tests of this
/// build hold them and the gradients, and this holds what is told and the loss of expressions.
final class TwoAspectParity {
  private static final String KASE = "abaw4";

  /// Arrays of this case that are told or learned by.
  private static final String WHOLE =
      "abaw4\\.(eval_(A|R|EXPR|VA|AU)|train_(EXPR|VA|AU|loss_EXPR)|after\\..*)";

  private TwoAspectParity() {}

  static ParityReport of(String model, ReferenceFolder folder) throws IOException {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var cases = new ReferenceCases(folder, manager);
      var sizes = cases.sizes().path("cases").path(KASE);
      var net = new TwoAspectNet(config(sizes), manager, new SplittableRandom(0));
      cases.fill(KASE, net.weights().weights());
      cases.fill(KASE, net.weights().statistics());
      hold(net, cases, manager);
      return cases.report(
          model,
          net.weights().weights().values().stream().mapToLong(NDArray::size).sum(),
          name -> !name.matches(WHOLE));
    }
  }

  private static TwoAspectConfig config(JsonNode sizes) {
    return new TwoAspectConfig(
        sizes.path("C").asInt(),
        sizes.path("hidden_channels").asInt(),
        sizes.path("regions").asInt(),
        sizes.path("width").asInt(),
        sizes.path("heads").asInt(),
        sizes.path("ff").asInt(),
        8,
        12,
        Aspects.BOTH,
        0,
        0,
        1);
  }

  private static void hold(TwoAspectNet net, ReferenceCases cases, NDManager manager)
      throws IOException {
    var maps = cases.input(KASE + ".F");
    cases.hold(KASE + ".eval_A", net.attention(maps, false));
    cases.hold(KASE + ".eval_R", net.regions(maps, false));
    hold(net.told(maps, false), "eval_", cases);
    try (var _ = new Gradients()) {
      var told = net.told(maps, true);
      hold(told, "train_", cases);
      var classes = cases.input(KASE + ".expression");
      var all = manager.ones(new Shape(classes.size()));
      var weights = cases.input("loss.expr_weight");
      cases.hold(
          KASE + ".train_loss_EXPR",
          FrameLoss.ofExpression(told.expression(), classes, all, weights));
    }
    net.weights().statistics().forEach((name, seen) -> cases.hold(KASE + ".after." + name, seen));
  }

  private static void hold(TwoAspectNet.Told told, String when, ReferenceCases cases) {
    cases.hold(KASE + "." + when + "EXPR", told.expression());
    cases.hold(KASE + "." + when + "VA", told.affect());
    cases.hold(KASE + "." + when + "AU", told.units());
  }
}
