package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import undertone.models.TrainingTurn;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceCases;
import undertone.models.hosting.ReferenceFolder;

/// Holds the parts of a [FusionNet] against numbers of the authors' code: both fusions, the heads
/// of expressions and their loss, and how streams are brought in step. What joins the parts is
/// ours. Their concordance mixes kinds of variance, so the tests of this build hold it and
/// gradients.
final class FusionParity {
  private static final String WHOLE =
      "seq_attention\\.(va|beta|h_[atv])|mfn\\.(va|mem_last)|align\\..*"
          + "|expr\\.(no_att_trans|only_att|only_trans|combine)_(logits|loss)";

  private static final Map<String, ExpressionHead.Context> HEADS =
      Map.of(
          "no_att_trans", ExpressionHead.Context.NONE,
          "only_att", ExpressionHead.Context.ATTENTION,
          "only_trans", ExpressionHead.Context.TRANSFORMER,
          "combine", ExpressionHead.Context.BOTH);

  private FusionParity() {}

  static ParityReport of(String model, ReferenceFolder folder) throws IOException {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var cases = new ReferenceCases(folder, manager);
      long parameters = attention(cases, manager) + memory(cases, manager) + heads(cases, manager);
      var sound = cases.input("align.audio");
      cases.hold("align.linear_33", Alignment.linear(20, 33).of(sound));
      cases.hold("align.nearest_12", Alignment.nearest(20, 12).of(sound));
      cases.hold("align.pool_5", Alignment.pooled(20, 5).of(sound));
      cases.hold("align.pool_12", Alignment.pooled(20, 12).of(sound));
      return cases.report(model, parameters, name -> !name.matches(WHOLE));
    }
  }

  private static NDList streams(ReferenceCases cases, List<String> names) throws IOException {
    var streams = new NDList();
    for (var name : names) {
      streams.add(cases.input("va." + name));
    }
    return streams;
  }

  private static List<Integer> widths(NDList streams) {
    return streams.stream().map(stream -> (int) stream.getShape().get(2)).toList();
  }

  private static long size(Map<String, NDArray> weights) {
    return weights.values().stream().mapToLong(NDArray::size).sum();
  }

  private static long attention(ReferenceCases cases, NDManager manager) throws IOException {
    var sizes = cases.sizes().path("cases").path("va");
    var streams = streams(cases, List.of("audios", "texts", "videos"));
    var net =
        new SequenceAttention(
            widths(streams), sizes.path("hidden").asInt(), 0, manager, new SplittableRandom(0));
    cases.fill("seq_attention", net.weights().weights());
    long windows = streams.head().getShape().get(0);
    var told = net.told(streams, manager.ones(new Shape(windows, 3)), false);
    cases.hold("seq_attention.h_a", told.streams().get(0));
    cases.hold("seq_attention.h_t", told.streams().get(1));
    cases.hold("seq_attention.h_v", told.streams().get(2));
    cases.hold("seq_attention.beta", told.shares());
    cases.hold("seq_attention.va", told.affect());
    return size(net.weights().weights());
  }

  private static long memory(ReferenceCases cases, NDManager manager) throws IOException {
    var sizes = cases.sizes().path("cases").path("va");
    var streams = streams(cases, List.of("texts", "audios", "videos"));
    var net =
        new MemoryFusion(
            widths(streams),
            sizes.path("hidden").asInt(),
            sizes.path("mem").asInt(),
            0,
            manager,
            new SplittableRandom(0));
    cases.fill("mfn", net.weights().weights());
    var told = net.told(streams, false);
    cases.hold("mfn.mem_last", told.memory());
    cases.hold("mfn.va", told.affect());
    return size(net.weights().weights());
  }

  private static long heads(ReferenceCases cases, NDManager manager) throws IOException {
    var sizes = cases.sizes().path("cases").path("expr");
    var features = cases.input("expr.f");
    var classes = cases.input("expr.y").flatten();
    var all = manager.ones(new Shape(classes.size()));
    long parameters = 0;
    for (var one : HEADS.entrySet()) {
      var net =
          new ExpressionHead(
              sizes.path("D").asInt(),
              sizes.path("mlp").asInt(),
              8,
              one.getValue(),
              0,
              manager,
              new SplittableRandom(0));
      cases.fill("expr", net.weights().weights());
      var logits = net.logits(features, false);
      cases.hold("expr.%s_logits".formatted(one.getKey()), logits);
      cases.hold(
          "expr.%s_loss".formatted(one.getKey()),
          FocalLoss.PUBLISHED.of(logits.reshape(-1, 8), classes, all));
      parameters = Math.max(parameters, size(net.weights().weights()));
    }
    return parameters;
  }
}
