package undertone.models.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

/// The losses of OpenCLIP and their gradients come out of ours, in both precisions.
class CaptionLossParityTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final Map<String, NDArray> reference = new HashMap<>();
  private Path folder = Path.of("");

  @BeforeEach
  void read() throws IOException {
    folder =
        Path.of(System.getenv().getOrDefault("UNDERTONE_PARITY", "../../shared/parity"))
            .resolve("clip");
    assumeTrue(Files.isDirectory(folder), "no parity numbers at " + folder.toAbsolutePath());
    try (var stream = Files.newInputStream(folder.resolve("clip_loss.npz"))) {
      NDList.decode(manager, stream).forEach(array -> reference.put(array.getName(), array));
    }
  }

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private NDArray array(String name) {
    return Objects.requireNonNull(reference.get(name), name);
  }

  private JsonNode scalars() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(folder.resolve("clip_loss.json")));
  }

  /// The loss of one case on the stored vectors, after one pass back.
  private final class Run {
    final NDArray images;
    final NDArray texts;
    final NDArray logScale;
    final NDArray bias;
    final NDArray logits;
    final NDArray loss;

    Run(String kase, JsonNode settings, DataType type) {
      images = array("image").toType(type, true);
      texts = array("text").toType(type, true);
      logScale =
          manager.create(new double[] {settings.get("log_scale").asDouble()}).toType(type, true);
      boolean sigmoid = kase.startsWith("siglip");
      double b = sigmoid ? settings.get("bias").asDouble() : 0;
      bias = manager.create(new double[] {b}).toType(type, true);
      for (var input : new NDArray[] {images, texts, logScale, bias}) {
        input.setRequiresGradient(true);
      }
      try (var gradients = new Gradients()) {
        var z = CaptionLoss.logits(images, texts, logScale.exp());
        var pairs = CaptionPairs.own((int) images.getShape().get(0));
        logits = sigmoid ? z.add(bias) : z;
        loss =
            sigmoid ? CaptionLoss.sigmoid(logits, pairs) : CaptionLoss.contrastive(logits, pairs);
        gradients.backward(loss);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "clip_scale_100", "siglip", "siglip_scale_20_bias_minus_3"})
  void losses_logits_and_gradients_are_the_references(String kase) throws IOException {
    var run = new Run(kase, scalars().get(kase), DataType.FLOAT32);

    near(run.loss, kase + ".loss");
    near(run.logits, kase + ".logits");
    near(run.images.getGradient(), kase + ".grad_image");
    near(run.texts.getGradient(), kase + ".grad_text");
    near(run.logScale.getGradient(), kase + ".grad_log_scale");
    near(run.logScale.getGradient().div(run.logScale.exp()), kase + ".grad_scale");
    if (kase.startsWith("siglip")) {
      near(run.bias.getGradient(), kase + ".grad_bias");
    }
  }

  private void near(NDArray ours, String theirs) {
    ReferenceArrays.near(ours, array(theirs), 1e-4, theirs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "clip_scale_100", "siglip", "siglip_scale_20_bias_minus_3"})
  void in_double_precision_they_agree_to_nine_digits(String kase) throws IOException {
    var settings = scalars().get(kase);

    var run = new Run(kase, settings, DataType.FLOAT64);

    assertThat(run.loss.getDouble()).isCloseTo(settings.get("loss").asDouble(), within(1e-9));
    double logScale = run.logScale.getGradient().getDouble(0);
    assertThat(logScale).isCloseTo(settings.get("grad_log_scale").asDouble(), within(1e-9));
    double scale = logScale / settings.get("scale").asDouble();
    assertThat(scale).isCloseTo(settings.get("grad_scale").asDouble(), within(1e-9));
    if (kase.startsWith("siglip")) {
      assertThat(run.bias.getGradient().getDouble(0))
          .isCloseTo(settings.get("grad_bias").asDouble(), within(1e-9));
    }
  }

  @Test
  void closed_forms_are_met() throws IOException {
    for (var form : scalars().get("closed_forms")) {
      int batch = form.get("batch").asInt();
      boolean equal = form.get("case").asString().equals("all vectors equal");
      var vectors = new double[batch * batch];
      IntStream.range(0, batch).forEach(i -> vectors[i * batch + (equal ? 0 : i)] = 1);
      var rows = manager.create(vectors, new Shape(batch, batch));
      double scale = form.has("scale") ? form.get("scale").asDouble() : CaptionLoss.FIRST_SCALE;

      var logits = CaptionLoss.logits(rows, rows, manager.create(scale));
      var loss = CaptionLoss.contrastive(logits, CaptionPairs.own(batch));

      assertThat(loss.getDouble()).isCloseTo(form.get("loss").asDouble(), within(1e-9));
    }
  }
}
