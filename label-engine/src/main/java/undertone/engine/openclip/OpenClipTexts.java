package undertone.engine.openclip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import undertone.models.clip.ClipTokenizer;
import undertone.models.clip.OpenClipConfig;
import undertone.models.clip.OpenClipText;
import undertone.models.weights.SafeTensors;

/// The half of a CLIP network that reads questions, for whoever has no tensor library: its weights
/// stay in their file. Any number of threads may ask.
public final class OpenClipTexts {
  private final OpenClipText network;
  private final ClipTokenizer tokenizer;
  private final OpenClipConfig config;

  private OpenClipTexts(OpenClipText network, ClipTokenizer tokenizer, OpenClipConfig config) {
    this.network = network;
    this.tokenizer = tokenizer;
    this.config = config;
  }

  /// @param weights as they were brought in
  /// @throws undertone.models.weights.UnreadableWeightsException if they or their list of merges
  ///   are damaged or gone
  public static OpenClipTexts open(Path weights) throws IOException {
    var file = OpenClipFile.read(weights);
    var config = file.config();
    return new OpenClipTexts(
        OpenClipText.read(SafeTensors.read(weights), config), file.tokenizer(), config);
  }

  /// D, the length of every vector.
  public int width() {
    return config.width();
  }

  /// Where texts lie `[N,D]`, each of length 1. What is longer than the network reads is cut.
  public float[][] of(List<String> texts) throws IOException {
    return network.texts(
        texts.stream().map(text -> tokenizer.encode(text, config.context())).toArray(int[][]::new));
  }
}
