package undertone.models.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.models.TrainingTurn;
import undertone.models.weights.TfjsWeights;

/// The package's own runtime and these networks say the same of the same pictures.
class FaceNetParityTest {
  private static final int PICTURES = 3;

  @TempDir private Path folder = Path.of("");
  private final TrainingTurn turn = TrainingTurn.take();
  private final NDManager manager = NDManager.newBaseManager();

  @BeforeEach
  void needs_weights() throws IOException {
    for (var kind : FaceWeights.values()) {
      assumeTrue(kind.read().isPresent(), "npm could not fetch the weights at build");
    }
  }

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  @Test
  void descriptors_are_the_packages() throws Exception {
    int side = FaceDescriptorNet.SIDE;
    var pictures = FaceApi.blots(PICTURES, side, 1);

    var said = ask(new FaceDescriptorNet(weights(FaceWeights.DESCRIPTOR), manager), side, pictures);

    assertThat(said.head().getShape()).isEqualTo(new Shape(PICTURES, FaceDescriptorNet.DIM));
    assertSame(
        said.head(),
        FaceApi.says("FaceRecognitionNet", "face_recognition_model", side, pictures, folder));
  }

  @Test
  void landmarks_are_the_packages() throws Exception {
    int side = FaceLandmarkNet.SIDE;
    var pictures = FaceApi.blots(PICTURES, side, 2);

    var said = ask(new FaceLandmarkNet(weights(FaceWeights.LANDMARKS), manager), side, pictures);

    assertThat(said.get(1).getShape()).isEqualTo(new Shape(PICTURES, FaceLandmarkNet.ACTIVATIONS));
    assertSame(
        said.head(),
        FaceApi.says("FaceLandmark68Net", "face_landmark_68_model", side, pictures, folder));
  }

  @Test
  void faces_are_found_where_the_package_finds_them() throws Exception {
    int side = 224;
    var pictures = FaceApi.blots(8, side, 3);
    var expected =
        FaceApi.says("TinyFaceDetector", "tiny_face_detector_model", side, pictures, folder);

    var said = ask(new TinyFaceNet(weights(FaceWeights.FINDER), manager), side, pictures).head();

    int at = 0;
    int boxes = 0;
    for (int p = 0; p < 8; p++) {
      var found = TinyFaceNet.boxes(said.get(p).toFloatArray(), side / TinyFaceNet.STRIDE, 0.001);
      assertThat(found).hasSize((int) expected[at++]);
      for (var box : found) {
        assertThat(new double[] {box.x(), box.y(), box.width(), box.height(), box.score()})
            .containsExactly(doubles(Arrays.copyOfRange(expected, at, at + 5)), within(1e-4));
        at += 5;
        boxes++;
      }
    }
    assertThat(boxes).isPositive(); // else nothing was compared
  }

  private static double[] doubles(float[] floats) {
    var out = new double[floats.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = floats[i];
    }
    return out;
  }

  private static TfjsWeights weights(FaceWeights kind) throws IOException {
    return kind.read().orElseThrow();
  }

  private NDList ask(AbstractBlock net, int side, float[] pictures) {
    var planes = FaceApi.planes(pictures, side);
    var shape = new Shape(planes.length / (3L * side * side), 3, side, side);
    return net.forward(
        new ParameterStore(manager, false), new NDList(manager.create(planes, shape)), false);
  }

  private static void assertSame(NDArray said, float[] expected) {
    assertThat(said.toFloatArray()).containsExactly(expected, within(1e-4f));
  }
}
