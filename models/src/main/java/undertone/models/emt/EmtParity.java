package undertone.models.emt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceCases;
import undertone.models.hosting.ReferenceFolder;

/// Holds [EmtNet] against numbers of the authors' code.
final class EmtParity {
  private static final List<String> PULLED = List.of("gmc_tokens", "text", "audio", "video");
  private static final List<String> MODALITIES = PULLED.subList(1, 4);
  private static final List<String> SHORT = List.of("l", "a", "v");

  /// Half a unit, the pooling and positions by themselves.
  private static final String PART = "(halfmpu|pool|position)\\..*";

  private EmtParity() {}

  static ParityReport of(String model, ReferenceFolder folder) throws IOException {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var cases = new ReferenceCases(folder, manager);
      long parameters = 0;
      for (var kase : cases.cases("mpu_share")) {
        try (var _ = new NDScope()) {
          var net = new EmtNet(config(kase, cases), manager, new SplittableRandom(0));
          cases.fill(kase, net.weights().weights());
          cases.fill(kase, net.weights().statistics());
          hold(kase, net, cases);
          parameters = net.weights().weights().values().stream().mapToLong(NDArray::size).sum();
        }
      }
      return cases.report(model, parameters, name -> name.matches(PART));
    }
  }

  private static EmtConfig config(String kase, ReferenceCases cases) throws IOException {
    var settings = cases.sizes().path("cases").path(kase);
    var sizes = cases.sizes().path("dims");
    return new EmtConfig(
        sizes.path("Dl").asInt(),
        sizes.path("Da").asInt(),
        sizes.path("Dv").asInt(),
        sizes.path("lstm_a").asInt(),
        sizes.path("lstm_v").asInt(),
        sizes.path("out_a").asInt(),
        sizes.path("out_v").asInt(),
        sizes.path("d").asInt(),
        settings.path("layers").asInt(),
        sizes.path("heads").asInt(),
        0,
        0,
        sizes.path("head").asInt(),
        0,
        1,
        new EmtConfig.Sharing(
            settings.path("mpu_share").asBoolean(),
            settings.path("modality_share").asBoolean(),
            settings.path("layer_share").asBoolean()),
        new EmtConfig.Expectation(
            hidden(kase, "gmc_tokens", cases),
            hidden(kase, "text", cases),
            hidden(kase, "audio", cases),
            hidden(kase, "video", cases)),
        (float) settings.path("w_attra").asDouble(),
        (float) settings.path("w_recon").asDouble());
  }

  private static int hidden(String kase, String name, ReferenceCases cases) throws IOException {
    var stored = cases.weight("%s.%s_predictor.net.0.weight".formatted(kase, name));
    return (int) stored.getShape().get(0);
  }

  private static Clips clips(String view, ReferenceCases cases) throws IOException {
    var text = cases.input("data.text_states" + view);
    return new Clips(
        text.get(":,0"),
        new NDList(
            text.get(":,1:"), cases.input("data.audio" + view), cases.input("data.vision" + view)),
        masks("p", cases));
  }

  private static NDList masks(String kind, ReferenceCases cases) throws IOException {
    var masks = new NDList();
    for (var modality : SHORT) {
      masks.add(cases.input("data.%s_%s".formatted(kind, modality)));
    }
    return masks;
  }

  private static void hold(String kase, EmtNet net, ReferenceCases cases) throws IOException {
    try (var gradients = new Gradients()) {
      var complete = net.view(clips("", cases), true);
      var incomplete = net.view(clips("_m", cases), true);
      var first = net.pull(complete, true);
      var second = net.pull(incomplete, true);
      hold(kase, "", "_complete", complete, first, cases);
      hold(kase, "_m", "_incomplete", incomplete, second, cases);
      gradients.backward(total(kase, net, complete, incomplete, first, second, cases));
    }
    cases.holdGradients(kase, net.weights().weights());
    net.weights().statistics().forEach((name, seen) -> cases.hold(kase + ".after." + name, seen));
    cases.hold(kase + ".eval_pred", net.view(clips("", cases), false).outputs());
    cases.hold(kase + ".eval_pred_m", net.view(clips("_m", cases), false).outputs());
  }

  private static void hold(
      String kase,
      String end,
      String view,
      EmtNet.View ours,
      EmtNet.Pull pull,
      ReferenceCases cases) {
    cases.hold("%s.pred%s".formatted(kase, end), ours.outputs());
    cases.hold("%s.G%s".formatted(kase, view), ours.global());
    for (int m = 0; m < SHORT.size(); m++) {
      cases.hold("%s.H_%s%s".formatted(kase, SHORT.get(m), view), ours.local().get(m));
    }
    for (int x = 0; x < PULLED.size(); x++) {
      cases.hold("%s.z_%s%s".formatted(kase, PULLED.get(x), end), pull.stands().get(x));
      cases.hold("%s.p_%s%s".formatted(kase, PULLED.get(x), end), pull.expects().get(x));
    }
  }

  private static NDArray total(
      String kase,
      EmtNet net,
      EmtNet.View complete,
      EmtNet.View incomplete,
      EmtNet.Pull first,
      EmtNet.Pull second,
      ReferenceCases cases)
      throws IOException {
    var y = cases.input("data.y");
    var steps = clips("", cases).steps();
    var real = masks("p", cases);
    var kept = masks("k", cases);
    var restored = net.restored(incomplete);
    var missing = new NDList();
    for (int m = 0; m < SHORT.size(); m++) {
      missing.add(real.get(m).sub(kept.get(m)));
      cases.hold("%s.%s_recon".formatted(kase, MODALITIES.get(m)), restored.get(m));
      cases.hold(
          "%s.loss_rec_%s".formatted(kase, SHORT.get(m)),
          EmtLoss.ofModality(restored.get(m), steps.get(m), missing.get(m)));
    }
    for (int x = 0; x < PULLED.size(); x++) {
      cases.hold(
          "%s.loss_sim_%s".formatted(kase, List.of("g", "hl", "ha", "hv").get(x)),
          EmtLoss.part(first, second, x));
    }
    var ofIncomplete = EmtLoss.ofValues(incomplete.outputs(), y);
    var ofComplete = EmtLoss.ofValues(complete.outputs(), y);
    var attraction = EmtLoss.attraction(first, second);
    var restoration = EmtLoss.restoration(restored, steps, missing);
    var total = EmtLoss.total(net.config(), ofIncomplete, ofComplete, attraction, restoration);
    cases.hold(kase + ".loss_task_m", ofIncomplete);
    cases.hold(kase + ".loss_task", ofComplete);
    cases.hold(kase + ".loss_attra", attraction.add(ofComplete));
    cases.hold(kase + ".loss_recon", restoration);
    cases.hold(kase + ".loss_total", total);
    return total;
  }
}
