package undertone.engine.features;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import undertone.models.TrainingTurn;
import undertone.models.face.FaceExpressionNet;
import undertone.models.face.TfjsResize;
import undertone.models.weights.TfjsWeights;

/// Hands faces to the expression network, a batch at a time. Threads take turns: one thread of
/// PyTorch sums in one order, so that a face always gets the same numbers.
final class ExpressionReader implements AutoCloseable {
  private static final int SIDE = FaceExpressionNet.SIDE;
  private static final int BATCH = 32;

  private final NDManager manager;
  private final FaceExpressionNet net;

  ExpressionReader(TfjsWeights weights) throws IOException {
    manager = NDManager.newBaseManager();
    net = new FaceExpressionNet(weights, manager);
  }

  /// What the network says of one face.
  ///
  /// @param logProbabilities `[7]`, in the order of [FaceExpressionNet#EXPRESSIONS]
  /// @param activations `[256]`
  @SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
  record Reading(float[] logProbabilities, float[] activations) {}

  /// @param faces squares of any size, in any number
  List<Reading> read(List<GreyImage> faces) {
    var readings = new ArrayList<Reading>();
    try (var _ = TrainingTurn.take()) {
      for (int from = 0; from < faces.size(); from += BATCH) {
        readings.addAll(batch(faces.subList(from, Math.min(from + BATCH, faces.size()))));
      }
    }
    return readings;
  }

  private List<Reading> batch(List<GreyImage> faces) {
    try (var step = manager.newSubManager()) {
      var input =
          step.create(pixels(faces), new Shape(faces.size(), 3, SIDE, SIDE), DataType.FLOAT32);
      var said = net.forward(new ParameterStore(step, false), new NDList(input), false);
      var logits = said.get(0).logSoftmax(1).toFloatArray(); // [B,7]
      var activations = said.get(1).toFloatArray(); // [B,256]
      int classes = FaceExpressionNet.EXPRESSIONS.size();
      int width = FaceExpressionNet.ACTIVATIONS;
      var readings = new ArrayList<Reading>();
      for (int i = 0; i < faces.size(); i++) {
        readings.add(
            new Reading(
                Arrays.copyOfRange(logits, classes * i, classes * (i + 1)),
                Arrays.copyOfRange(activations, width * i, width * (i + 1))));
      }
      return readings;
    }
  }

  // The network wants colours; a grey face in all three of them keeps skin and light out of it.
  private static ByteBuffer pixels(List<GreyImage> faces) {
    var buffer =
        ByteBuffer.allocateDirect(4 * faces.size() * 3 * SIDE * SIDE)
            .order(ByteOrder.nativeOrder());
    for (var face : faces) {
      var grey = TfjsResize.bilinear(face.pixels(), face.width(), SIDE);
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
