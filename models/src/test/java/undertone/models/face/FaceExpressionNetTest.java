package undertone.models.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import undertone.models.TrainingTurn;

/// The package's own runtime and this network say the same about the same faces.
class FaceExpressionNetTest {
  private static final Path EXPECTED =
      folder("UNDERTONE_PARITY", "parity").resolve("face-expression/ck48-probabilities.csv");
  private static final Path FACES = folder("UNDERTONE_DATA", "data").resolve("ck48");
  private static final int SIDE = FaceExpressionNet.SIDE;
  private static final int BATCH = 32;

  private final TrainingTurn turn = TrainingTurn.take();
  private final NDManager manager = NDManager.newBaseManager();

  private static Path folder(String variable, String name) {
    return Path.of(System.getenv().getOrDefault(variable, "../../shared/" + name));
  }

  @BeforeEach
  void needs_weights() throws IOException {
    assumeTrue(
        FaceWeights.EXPRESSION.read().isPresent(), "npm could not fetch the weights at build");
  }

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  @Test
  void a_batch_gives_each_face_what_it_gets_alone() throws IOException {
    var net = new FaceExpressionNet(FaceWeights.EXPRESSION.read().orElseThrow(), manager);
    var faces = manager.randomUniform(0, 255, new Shape(3, 3, SIDE, SIDE));

    var together = forward(net, manager, new NDList(faces));
    var alone = forward(net, manager, new NDList(faces.get("1:2")));

    assertThat(together.get(0).getShape()).isEqualTo(new Shape(3, 7));
    assertThat(together.get(1).getShape()).isEqualTo(new Shape(3, FaceExpressionNet.ACTIVATIONS));
    assertThat(together.get(1).get("1:2").toFloatArray())
        .containsExactly(alone.get(1).toFloatArray(), within(1e-4f));
  }

  @Test
  void probabilities_and_first_choices_are_the_references() throws IOException {
    assumeTrue(Files.exists(EXPECTED) && Files.exists(FACES), "no parity numbers at " + EXPECTED);
    var net = new FaceExpressionNet(FaceWeights.EXPRESSION.read().orElseThrow(), manager);
    var rows = Files.readAllLines(EXPECTED).stream().skip(1).map(l -> l.split(",")).toList();
    int near = 0;
    int same = 0;

    for (int from = 0; from < rows.size(); from += BATCH) {
      var batch = rows.subList(from, Math.min(from + BATCH, rows.size()));
      var said = probabilities(net, batch);
      for (int i = 0; i < batch.size(); i++) {
        var expected = new float[7];
        float furthest = 0;
        for (int k = 0; k < 7; k++) {
          expected[k] = Float.parseFloat(batch.get(i)[k + 1]);
          furthest = Math.max(furthest, Math.abs(expected[k] - said.get(i)[k]));
        }
        near += furthest <= 1e-3 ? 1 : 0;
        same += first(expected) == first(said.get(i)) ? 1 : 0;
      }
    }

    assertThat((double) near / rows.size()).isGreaterThanOrEqualTo(0.99);
    assertThat((double) same / rows.size()).isGreaterThanOrEqualTo(0.995);
  }

  private List<float[]> probabilities(FaceExpressionNet net, List<String[]> rows)
      throws IOException {
    var buffer =
        ByteBuffer.allocateDirect(4 * rows.size() * 3 * SIDE * SIDE).order(ByteOrder.nativeOrder());
    for (var row : rows) {
      var grey = TfjsResize.bilinear(grey(FACES.resolve(row[0])), 48, SIDE);
      for (int channel = 0; channel < 3; channel++) {
        for (float value : grey) {
          buffer.putFloat(value);
        }
      }
    }
    try (var step = manager.newSubManager()) {
      var faces =
          step.create(buffer.rewind(), new Shape(rows.size(), 3, SIDE, SIDE), DataType.FLOAT32);
      var flat = forward(net, step, new NDList(faces)).head().softmax(1).toFloatArray();
      var out = new ArrayList<float[]>();
      for (int i = 0; i < rows.size(); i++) {
        out.add(Arrays.copyOfRange(flat, 7 * i, 7 * i + 7));
      }
      return out;
    }
  }

  private static NDList forward(FaceExpressionNet net, NDManager manager, NDList in) {
    return net.forward(new ParameterStore(manager, false), in, false);
  }

  private static float[] grey(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(48);
    var grey = new float[48 * 48];
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 48; x++) {
        grey[y * 48 + x] = image.getRaster().getSample(x, y, 0);
      }
    }
    return grey;
  }

  private static int first(float[] p) {
    int best = 0;
    for (int k = 1; k < p.length; k++) {
      best = p[k] > p[best] ? k : best;
    }
    return best;
  }
}
