package undertone.engine.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import undertone.models.TrainingTurn;
import undertone.models.face.TfjsResize;

/// Hands faces to a network, a batch at a time. Threads take turns: one thread of PyTorch sums in
/// one order, so that a face always gets the same numbers.
final class FaceReader implements AutoCloseable {
  private static final int BATCH = 32;

  private final NDManager manager = NDManager.newBaseManager();
  private final AbstractBlock net;
  private final int side;
  private final Answer answer;

  /// How a network is made.
  interface Making {
    AbstractBlock with(NDManager owner) throws IOException;
  }

  /// What is kept of all a network says.
  interface Answer {
    /// @return `[B,D]`
    NDArray of(NDList said);
  }

  /// @param side of the faces that the network wants, in pixels
  FaceReader(Making making, int side, Answer answer) throws IOException {
    net = making.with(manager);
    this.side = side;
    this.answer = answer;
  }

  /// @param faces squares of any size, in any number
  /// @return `[D]` of each
  List<float[]> read(List<GreyImage> faces) {
    var answers = new ArrayList<float[]>();
    try (var _ = TrainingTurn.take()) {
      for (int from = 0; from < faces.size(); from += BATCH) {
        answers.addAll(batch(faces.subList(from, Math.min(from + BATCH, faces.size()))));
      }
    }
    return answers;
  }

  private List<float[]> batch(List<GreyImage> faces) {
    try (var step = manager.newSubManager()) {
      var input =
          step.create(pixels(faces), new Shape(faces.size(), 3, side, side), DataType.FLOAT32);
      var said = net.forward(new ParameterStore(step, false), new NDList(input), false);
      var flat = answer.of(said).toFloatArray(); // [B,D]
      int dim = flat.length / faces.size();
      var answers = new ArrayList<float[]>();
      for (int i = 0; i < faces.size(); i++) {
        answers.add(Arrays.copyOfRange(flat, dim * i, dim * (i + 1)));
      }
      return answers;
    }
  }

  // The network wants colours; a grey face in all three of them keeps skin and light out of it.
  private ByteBuffer pixels(List<GreyImage> faces) {
    var buffer =
        ByteBuffer.allocateDirect(4 * faces.size() * 3 * side * side)
            .order(ByteOrder.nativeOrder());
    for (var face : faces) {
      var grey = TfjsResize.bilinear(face.pixels(), face.width(), side);
      for (int channel = 0; channel < 3; channel++) {
        buffer.asFloatBuffer().put(grey);
        buffer.position(buffer.position() + 4 * grey.length);
      }
    }
    return buffer.rewind();
  }

  @Override
  public void close() {
    manager.close();
  }
}
