package undertone.engine.openclip;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import undertone.models.TrainingTurn;
import undertone.models.clip.CaptionLoss;
import undertone.models.clip.ClipTokenizer;
import undertone.models.clip.OpenClip;
import undertone.models.weights.SafeTensors;

/// Both halves of a CLIP network at work: pictures and texts to vectors of one space. Several
/// threads use one; they compute one after the other.
final class OpenClipTowers implements AutoCloseable {
  private static final int TEXTS_AT_A_TIME = 16; // keeps what lies between blocks small

  private final OpenClipFile file;
  private final OpenClip network;
  private final ClipTokenizer tokenizer;
  private final NDManager manager;

  private OpenClipTowers(
      OpenClipFile file, OpenClip network, ClipTokenizer tokenizer, NDManager manager) {
    this.file = file;
    this.network = network;
    this.tokenizer = tokenizer;
    this.manager = manager;
  }

  /// @param weights as they were brought in
  /// @throws undertone.models.weights.UnreadableWeightsException if they or their list of merges
  ///   are damaged
  static OpenClipTowers open(Path weights) throws IOException {
    var file = OpenClipFile.read(weights);
    var tokenizer = file.tokenizer();
    var manager = NDManager.newBaseManager(Device.cpu());
    try {
      var network = OpenClip.read(SafeTensors.read(weights), file.config(), manager);
      return new OpenClipTowers(file, network, tokenizer, manager);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  OpenClipFile file() {
    return file;
  }

  /// D, the length of every vector.
  int width() {
    return file.config().width();
  }

  /// By what cosines are multiplied: e^θ as it was learned, held below 100 as in training.
  double scale() {
    return Math.min(CaptionLoss.LARGEST_SCALE, Math.exp(network.logScale().getFloat()));
  }

  /// Where pictures lie `[B,D]`, each of length 1.
  ///
  /// @param pictures `[3,S,S]` each, red, green, blue, 0..1
  float[][] pictures(List<float[]> pictures) {
    int side = file.config().side();
    int numbers = 3 * side * side;
    var all = new float[pictures.size() * numbers];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(pictures.get(i), 0, all, i * numbers, numbers);
    }
    try (var _ = TrainingTurn.take();
        var _ = new NDScope()) {
      var colours = manager.create(all, new Shape(pictures.size(), 3, side, side));
      return rows(network.pictures(OpenClip.normalised(colours)).whole());
    }
  }

  /// Where texts lie `[N,D]`, each of length 1. What is longer than the network reads is cut.
  float[][] texts(List<String> texts) {
    var found = new float[texts.size()][];
    for (int from = 0; from < found.length; from += TEXTS_AT_A_TIME) {
      int to = Math.min(found.length, from + TEXTS_AT_A_TIME);
      var tokens =
          texts.subList(from, to).stream()
              .map(text -> tokenizer.encode(text, file.config().context()))
              .toArray(int[][]::new);
      try (var _ = TrainingTurn.take();
          var _ = new NDScope()) {
        var rows = rows(network.texts(tokens));
        System.arraycopy(rows, 0, found, from, rows.length);
      }
    }
    return found;
  }

  private float[][] rows(NDArray vectors) {
    var all = vectors.toFloatArray();
    var rows = new float[all.length / width()][width()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all, i * width(), rows[i], 0, width());
    }
    return rows;
  }

  @Override
  public void close() {
    manager.close();
  }
}
