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
/// @param most frames of a clip; of a longer one each covers more, as while it learned
public record StreamCard(int frames, int wide, int most) {
  private static final String FILE = "streams.json";

  public StreamCard {
    if (frames < 1 || wide < 0 || most < 1) {
      throw new IllegalArgumentException(
          "A clip cannot be read in windows of %d frames, %d to either side, %d at most."
              .formatted(frames, wide, most));
    }
  }

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
