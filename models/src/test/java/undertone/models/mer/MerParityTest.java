package undertone.models.mer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

/// The numbers of the organisers' own networks come out of ours: outputs to 1e-5, norms of
/// gradients to 1e-4 of themselves.
class MerParityTest {
  private static final double CLOSE = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final ReferenceArrays reference;

  MerParityTest() throws IOException {
    reference = ReferenceArrays.of("mer", manager);
  }

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private FusionNet net(String kase) throws IOException {
    var sizes = reference.config("dims");
    int audio = sizes.get("Da").asInt();
    int text = sizes.get("Dt").asInt();
    int video = sizes.get("Dv").asInt();
    int classes = sizes.get("classes").asInt();
    var layers = sizes.get("layers").asString().split(",", -1);
    var of2023 =
        new Mer23Config(
            audio,
            text,
            video,
            Integer.parseInt(layers[0]),
            Integer.parseInt(layers[1]),
            classes,
            0);
    var wide = new MerBenchConfig(audio, text, video, sizes.get("hidden").asInt(), classes, 0);
    var narrow =
        new MerBenchConfig(audio, text, video, sizes.get("hidden_tfn_lmf").asInt(), classes, 0);
    return switch (kase) {
      case "mer23_mlp" -> new Mer23Mlp(of2023);
      case "mer23_attention" -> new Mer23Attention(of2023);
      case "mer24_attention_utt" -> new Mer24Attention(wide, Mer24Attention.Level.UTTERANCE);
      case "mer24_attention_frame" -> new Mer24Attention(wide, Mer24Attention.Level.FRAME);
      case "mer24_tfn" -> new TensorFusion(narrow);
      case "mer24_lmf" -> new LowRankFusion(narrow, sizes.get("rank").asInt());
      default -> throw new IllegalArgumentException(kase);
    };
  }

  private NDList clips(String kase) {
    boolean frames = kase.endsWith("_frame");
    var place = frames ? kase + "." : "base.";
    var end = frames ? "s" : "";
    return new NDList(
        reference.input(place + "audio" + end),
        reference.input(place + "text" + end),
        reference.input(place + "video" + end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mer23_mlp",
        "mer23_attention",
        "mer24_attention_utt",
        "mer24_attention_frame",
        "mer24_tfn",
        "mer24_lmf"
      })
  void outputs_losses_and_gradients_are_the_references(String kase) throws IOException {
    var net = net(kase).initialize(manager, new SplittableRandom(0));
    reference.fill(kase + ".", net.weights());
    var classes = reference.input("base.emo");
    var valence = reference.input("base.val");
    try (var gradients = new Gradients()) {
      var out = net.forward(new ParameterStore(manager, false), clips(kase), true);

      reference.near(out.get(FusionNet.FUSED), kase + ".fused", CLOSE);
      reference.near(out.get(FusionNet.SCORES), kase + ".emo_logits", CLOSE);
      reference.near(out.get(FusionNet.VALENCE), kase + ".val", CLOSE);
      if (out.size() > FusionNet.ATTENTION) {
        reference.near(out.get(FusionNet.ATTENTION), kase + ".attention", CLOSE);
      }
      reference.near(FusionLoss.ofClasses(out, classes), kase + ".loss_ce", CLOSE);
      reference.near(FusionLoss.ofValence(out, valence), kase + ".loss_mse", CLOSE);
      gradients.backward(FusionLoss.of(out, classes, valence));
    }
    reference.nearGradients(kase, net.weights(), 1e-4);
  }

  @Test
  void folds_agree_on_the_class_of_the_mean_score_and_on_the_mean_valence() {
    var classes = FoldMean.classes(reference.input("folds.emo_scores"));

    assertThat(classes.toLongArray()).isEqualTo(reference.output("folds.emo").toLongArray());
    reference.near(FoldMean.of(reference.input("folds.val")), "folds.val", 1e-6);
  }
}
