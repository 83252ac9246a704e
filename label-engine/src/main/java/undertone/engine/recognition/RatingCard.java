package undertone.engine.recognition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What a model was taught that rates whole clips, alone or beside labels, and how well it does,
/// kept beside its weights as `ratings.json`.
///
/// @param dimensions that were taught, by name; of the other one it is silent
/// @param figures on held-out clips
/// @param bestEpoch whose weights were kept
/// @param choosing clips that chose it
public record RatingCard(
    List<String> dimensions, RatingFigures figures, int bestEpoch, int choosing) {
  private static final String FILE = "ratings.json";

  public RatingCard {
    dimensions = List.copyOf(dimensions);
  }

  /// Keeps it in a folder.
  public void write(Path folder) throws IOException {
    WholeFiles.write(folder.resolve(FILE), JsonMapper.shared().writeValueAsBytes(this));
  }

  /// Whether a folder is of a model that rates.
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /// @throws undertone.models.weights.UnreadableWeightsException if the folder is damaged
  public static RatingCard read(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw RecognitionFolder.damaged(folder, FILE + " is missing");
    }
    try {
      return JsonMapper.shared().readValue(Files.readString(file), RatingCard.class);
    } catch (JacksonException | IllegalArgumentException | NullPointerException _) {
      throw RecognitionFolder.damaged(folder, FILE + " cannot be read");
    }
  }
}
