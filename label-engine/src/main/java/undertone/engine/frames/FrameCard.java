package undertone.engine.frames;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.WholeFiles;

/// What a model of frames speaks of and how well, kept beside its weights as `frames.json`.
///
/// @param heads that were taught; of all else it is silent
/// @param figures on held-out clips
/// @param bestEpoch whose weights were kept
/// @param choosing clips that chose it
public record FrameCard(FrameHeads heads, FrameFigures figures, int bestEpoch, int choosing) {
  private static final String FILE = "frames.json";

  void write(Path folder) throws IOException {
    WholeFiles.write(folder.resolve(FILE), JsonMapper.shared().writeValueAsBytes(this));
  }

  /// @throws undertone.models.weights.UnreadableWeightsException if the folder is damaged
  public static FrameCard read(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw RecognitionFolder.damaged(folder, FILE + " is missing");
    }
    try {
      return JsonMapper.shared().readValue(Files.readString(file), FrameCard.class);
    } catch (JacksonException | IllegalArgumentException | NullPointerException _) {
      throw RecognitionFolder.damaged(folder, FILE + " cannot be read");
    }
  }
}
