package undertone.engine.frames;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.WholeFiles;

/// How a model of streams reads a clip, kept beside its weights as `streams.json`.
///
/// @param frames of a window at most
/// @param wide frames on either side over which valence and arousal are averaged; 0 = none
public record StreamCard(int frames, int wide) {
  private static final String FILE = "streams.json";

  void write(Path folder) throws IOException {
    WholeFiles.write(folder.resolve(FILE), JsonMapper.shared().writeValueAsBytes(this));
  }

  /// @throws undertone.models.weights.UnreadableWeightsException if the folder is damaged
  public static StreamCard read(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw RecognitionFolder.damaged(folder, FILE + " is missing");
    }
    try {
      return JsonMapper.shared().readValue(Files.readString(file), StreamCard.class);
    } catch (JacksonException | IllegalArgumentException | NullPointerException _) {
      throw RecognitionFolder.damaged(folder, FILE + " cannot be read");
    }
  }
}
