package undertone.models.abaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

/// The numbers of the authors' networks, losses and scores come out of ours: outputs to 1e-5, norms
/// of gradients to 1e-4 of themselves, scores to 1e-6.
class AbawParityTest {
  private static final double CLOSE = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final ReferenceArrays reference;

  AbawParityTest() throws IOException {
    reference = ReferenceArrays.of("abaw", manager);
  }

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private void near(NDArray ours, String theirs) {
    reference.near(ours, theirs, CLOSE);
  }

  private TwoAspectNet twoAspects() throws IOException {
    var sizes = reference.config("abaw4");
    var config =
        new TwoAspectConfig(
            sizes.get("C").asInt(),
            sizes.get("hidden_channels").asInt(),
            sizes.get("regions").asInt(),
            sizes.get("width").asInt(),
            sizes.get("heads").asInt(),
            sizes.get("ff").asInt(),
            8,
            12,
            TwoAspectConfig.Aspects.BOTH,
            0,
            0,
            1);
    var net = new TwoAspectNet(config, manager, new SplittableRandom(0));
    reference.fill("abaw4.", net.weights().weights());
    reference.fill("abaw4.", net.weights().statistics());
    return net;
  }

  @Test
  void two_aspects_are_the_references_step_by_step_and_chunk_by_chunk() throws IOException {
    var net = twoAspects();
    var maps = reference.input("abaw4.F");
    near(net.attention(maps, false), "abaw4.eval_A");
    near(net.regions(maps, false), "abaw4.eval_R");

    var told = net.told(maps, false);

    near(told.expression(), "abaw4.eval_EXPR");
    near(told.affect(), "abaw4.eval_VA");
    near(told.units(), "abaw4.eval_AU");

    var first = net.told(maps.get(":4"), false);
    var second = net.told(maps.get("4:"), first.state(), false);
    near(first.expression().concat(second.expression(), 0), "abaw4.eval_EXPR");
    near(first.affect().concat(second.affect(), 0), "abaw4.eval_VA");
    near(first.units().concat(second.units(), 0), "abaw4.eval_AU");
  }

  @Test
  void two_aspects_learn_as_the_reference() throws IOException {
    var net = twoAspects();
    var valence = reference.input("abaw4.valence");
    var arousal = reference.input("abaw4.arousal");
    var units = reference.input("abaw4.aus").toType(DataType.FLOAT32, false);
    var classes = reference.input("abaw4.expression");
    var all = manager.ones(new Shape(classes.size()));
    try (var gradients = new Gradients()) {
      var told = net.told(reference.input("abaw4.F"), true);
      near(told.expression(), "abaw4.train_EXPR");
      near(told.affect(), "abaw4.train_VA");
      near(told.units(), "abaw4.train_AU");
      var ofExpression =
          FrameLoss.ofExpression(
              told.expression(), classes, all, reference.input("loss.expr_weight"));
      near(ofExpression, "abaw4.train_loss_EXPR");
      var ofUnits = theirUnits(told.units(), units);
      near(ofUnits, "abaw4.train_loss_AU");
      var ofValence = theirTrace(told.affect().get(":,0"), valence);
      var ofArousal = theirTrace(told.affect().get(":,1"), arousal);
      near(ofValence, "abaw4.train_loss_V");
      near(ofArousal, "abaw4.train_loss_A");
      gradients.backward(ofUnits.add(ofExpression).add(ofValence).add(ofArousal));
    }
    reference.nearGradients("abaw4.train", net.weights().weights(), 1e-4);
    net.weights().statistics().forEach((name, seen) -> near(seen, "abaw4.after." + name));
  }

  /// The authors weigh negatives like positives, which ours does not.
  private NDArray theirUnits(NDArray logits, NDArray active) {
    var weights = reference.input("loss.au_weight");
    var one = FrameLoss.ofUnits(logits, active, active.onesLike(), weights.onesLike());
    assertThat(one.getShape()).isEqualTo(new Shape());
    var total = one.mul(manager.create(0f));
    for (int a = 0; a < 12; a++) {
      var unit = ":,%d:%d".formatted(a, a + 1);
      var own = active.get(unit);
      var loss =
          FrameLoss.ofUnits(logits.get(unit), own, own.onesLike(), manager.ones(new Shape(1)));
      total = total.add(loss.mul(weights.get(a)).div(manager.create(12f)));
    }
    return total;
  }

  /// The authors divide by one less than the number of frames.
  private NDArray theirTrace(NDArray told, NDArray truth) {
    float n = truth.size();
    var x = told.sub(told.mean());
    var y = truth.sub(truth.mean());
    var apart = told.mean().sub(truth.mean()).square().mul(manager.create(n - 1));
    var both = x.mul(y).sum();
    return both.add(both).div(x.square().sum().add(y.square().sum()).add(apart)).neg().add(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "same", "shift", "const"})
  void concordance_of_one_kind_of_variance_is_the_references(String kase) {
    var x = reference.input("loss.ccc_%s_x".formatted(kase));
    var y = reference.input("loss.ccc_%s_y".formatted(kase));

    near(FrameLoss.ofTrace(x, y, x.onesLike()), "loss.ccc_%s_biased_eps".formatted(kase));
    x.setRequiresGradient(true);
    near(theirTrace(x, y), "loss.ccc_%s_abaw4".formatted(kase));
  }

  @Test
  void losses_of_units_and_expressions_are_the_references() {
    var logits = reference.input("loss.au_logits");
    var active = reference.input("loss.au_target");
    var weights = reference.input("loss.au_weight");
    var all = active.onesLike();

    near(FrameLoss.ofUnits(logits, active, all, weights), "loss.au_positive_only");
    near(
        FrameLoss.ofUnits(logits, active, all, weights.clip(.25f, 20)),
        "loss.au_positive_only_clipped");
    near(FrameLoss.ofUnits(logits, active, all, weights.onesLike()), "loss.au_plain");
    near(theirUnits(logits, active), "loss.au_reference");
    var classes = reference.input("loss.expr_target");
    near(
        FrameLoss.ofExpression(
            reference.input("loss.expr_logits"),
            classes,
            manager.ones(new Shape(classes.size())),
            reference.input("loss.expr_weight")),
        "loss.expr");
  }

  @Test
  void the_score_of_three_videos_is_the_references() throws IOException {
    var score = new FrameScore(8, 12);
    for (int video = 0; video < 3; video++) {
      add(score, "score_v%d.".formatted(video));
    }
    var expected = reference.setting("score");

    for (int k = 0; k < 8; k++) {
      assertThat(score.f1OfExpression(k))
          .isCloseTo(expected.get("expr_f1").get(k).asDouble(), within(1e-9));
    }
    for (int a = 0; a < 12; a++) {
      assertThat(score.f1OfUnit(a))
          .isCloseTo(expected.get("au_f1").get(a).asDouble(), within(1e-9));
    }
    assertThat(score.cccOfValence())
        .isCloseTo(expected.get("ccc_v_pooled_biased").asDouble(), within(1e-6));
    assertThat(score.cccOfArousal())
        .isCloseTo(expected.get("ccc_a_pooled_biased").asDouble(), within(1e-6));
    assertThat(score.total()).isCloseTo(expected.get("P_pooled").asDouble(), within(1e-6));
  }

  private void add(FrameScore score, String video) {
    var told = reference.input(video + "expr_scores").argMax(1).toLongArray();
    var expressions = reference.input(video + "expression").toLongArray();
    var affect = reference.input(video + "va_pred").toFloatArray();
    var valence = reference.input(video + "valence").toFloatArray();
    var arousal = reference.input(video + "arousal").toFloatArray();
    var logits = reference.input(video + "au_logits").toFloatArray();
    var units = reference.input(video + "aus").toLongArray();
    for (int frame = 0; frame < told.length; frame++) {
      score.expression((int) told[frame], (int) expressions[frame]);
      score.valence(affect[2 * frame], valence[frame]);
      score.arousal(affect[2 * frame + 1], arousal[frame]);
      for (int a = 0; a < 12; a++) {
        score.unit(a, logits[frame * 12 + a] > 0, (int) units[frame * 12 + a]);
      }
    }
  }

  @Test
  void sequence_attention_is_the_references() throws IOException {
    var sizes = reference.config("va");
    var widths =
        List.of(
            sizes.get("audio_dim").asInt(),
            sizes.get("text_dim").asInt(),
            sizes.get("video_dim").asInt());
    var net =
        new SequenceAttention(
            widths, sizes.get("hidden").asInt(), 0, manager, new SplittableRandom(0));
    reference.fill("seq_attention.", net.weights().weights());
    var streams =
        new NDList(
            reference.input("va.audios"),
            reference.input("va.texts"),
            reference.input("va.videos"));
    try (var gradients = new Gradients()) {
      var told = net.told(streams, manager.ones(new Shape(2, 3)), true);

      near(told.streams().get(0), "seq_attention.h_a");
      near(told.streams().get(1), "seq_attention.h_t");
      near(told.streams().get(2), "seq_attention.h_v");
      near(told.shares(), "seq_attention.beta");
      near(told.affect(), "seq_attention.va");
      var loss = theirWindows(told.affect(), reference.input("va.target"));
      near(loss, "seq_attention.loss");
      gradients.backward(loss);
    }
    reference.nearGradients("seq_attention", net.weights().weights(), 1e-4);
  }

  @Test
  void memory_fusion_is_the_references() throws IOException {
    var sizes = reference.config("va");
    var widths =
        List.of(
            sizes.get("text_dim").asInt(),
            sizes.get("audio_dim").asInt(),
            sizes.get("video_dim").asInt());
    var net =
        new MemoryFusion(
            widths,
            sizes.get("hidden").asInt(),
            sizes.get("mem").asInt(),
            0,
            manager,
            new SplittableRandom(0));
    reference.fill("mfn.", net.weights().weights());
    var streams =
        new NDList(
            reference.input("va.texts"),
            reference.input("va.audios"),
            reference.input("va.videos"));
    try (var gradients = new Gradients()) {
      var told = net.told(streams, true);

      near(told.memory(), "mfn.mem_last");
      near(told.affect(), "mfn.va");
      var loss = theirWindows(told.affect(), reference.input("va.target"));
      near(loss, "mfn.loss");
      gradients.backward(loss);
    }
    reference.nearGradients("mfn", net.weights().weights(), 1e-4);
  }

  /// The authors mix a covariance by the number of frames with variances by one less.
  private NDArray theirWindows(NDArray told, NDArray truth) {
    long windows = truth.getShape().get(0);
    float n = truth.getShape().get(1);
    var total = told.sum().sub(told.sum()).add(2);
    for (int w = 0; w < windows; w++) {
      for (int affect = 0; affect < 2; affect++) {
        var x = told.get("%d,:,%d".formatted(w, affect));
        var y = truth.get("%d,:,%d".formatted(w, affect));
        var both = x.sub(x.mean()).mul(y.sub(y.mean())).mean();
        var spread =
            x.sub(x.mean())
                .square()
                .sum()
                .add(y.sub(y.mean()).square().sum())
                .div(manager.create(n - 1));
        var apart = x.mean().sub(y.mean()).square();
        var ccc = both.add(both).div(spread.add(apart));
        total = total.sub(ccc.div(manager.create((float) windows)));
      }
    }
    return total;
  }

  @ParameterizedTest
  @CsvSource({"NONE,no_att_trans", "ATTENTION,only_att", "TRANSFORMER,only_trans", "BOTH,combine"})
  void heads_of_expressions_are_the_references(ExpressionHead.Context context, String kase)
      throws IOException {
    var sizes = reference.config("expr");
    var net =
        new ExpressionHead(
            sizes.get("D").asInt(),
            sizes.get("mlp").asInt(),
            8,
            context,
            0,
            manager,
            new SplittableRandom(0));
    reference.fill("expr.", net.weights().weights());
    var features = reference.input("expr.f");
    try (var gradients = new Gradients()) {
      var logits = net.logits(features, true);
      near(logits, "expr.%s_logits".formatted(kase));
      var classes = reference.input("expr.y").flatten();
      var loss =
          FocalLoss.PUBLISHED.of(
              logits.reshape(-1, 8), classes, manager.ones(new Shape(classes.size())));
      near(loss, "expr.%s_loss".formatted(kase));
      gradients.backward(loss);
    }
    if (context == ExpressionHead.Context.BOTH) {
      near(net.attended("att2", features), "expr.att");
      near(net.transformed(features), "expr.trans");
    }
    if (context == ExpressionHead.Context.TRANSFORMER) {
      var weights = new HashMap<>(net.weights().weights());
      for (var part : List.of("weight", "bias")) { // the one head of that network
        weights.put("fc." + part, weights.remove("fc_only_trans." + part));
      }
      reference.nearGradients("expr.only_trans", weights, 1e-4);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "0,0,2", "0,9,0", "0,9,2", "1,0,0", "1,0,2", "1,9,0", "1,9,2"})
  void focal_losses_are_the_references(int smoothing, int alpha, int gamma) {
    var logits = reference.input("focal.logits");
    var classes = reference.input("focal.y");
    var all = manager.ones(new Shape(classes.size()));
    var name = "focal.ls%d_a%d_g%d_".formatted(smoothing, alpha, gamma);
    double weight = alpha == 0 ? 1 : alpha / 10.0; // 0 says: no weight

    near(new FocalLoss(weight, gamma, smoothing / 10.0, 0).of(logits, classes, all), name + "nokl");
    near(new FocalLoss(weight, gamma, smoothing / 10.0, .2).of(logits, classes, all), name + "kl");
  }

  @Test
  void alignment_and_smoothing_are_the_references() {
    var sound = reference.input("align.audio");

    reference.near(Alignment.linear(20, 33).of(sound), "align.linear_33", 1e-12);
    reference.near(Alignment.nearest(20, 12).of(sound), "align.nearest_12", 1e-12);
    reference.near(Alignment.pooled(20, 5).of(sound), "align.pool_5", 1e-12);
    reference.near(Alignment.pooled(20, 12).of(sound), "align.pool_12", 1e-12);
    var scores = reference.input("post.scores");
    reference.near(
        Alignment.smooth((int) scores.getShape().get(0)).of(scores), "post.three_tap", 1e-12);
  }
}
