package undertone.engine.multimodal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import undertone.engine.contract.Normalisation;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.WholeFiles;

/// What a model must be shown to say anything, kept beside its weights as `features.json`.
///
/// @param sources by modality
/// @param scale of the clips that it learned from
/// @param speakers of a conversation that it knows
/// @param missing share that was taken away while it learned
/// @param bestEpoch whose weights were kept
/// @param choosing clips that chose it
public record FeatureCard(
    List<Source> sources,
    Normalisation scale,
    int speakers,
    double missing,
    int bestEpoch,
    int choosing) {
  private static final String FILE = "features.json";

  public FeatureCard {
    sources = List.copyOf(sources);
  }

  /// Keeps it in a folder.
  public void write(Path folder) throws IOException {
    WholeFiles.write(folder.resolve(FILE), JsonMapper.shared().writeValueAsBytes(this));
  }

  /// @throws undertone.models.weights.UnreadableWeightsException if the folder is damaged
  public static FeatureCard read(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw RecognitionFolder.damaged(folder, FILE + " is missing");
    }
    try {
      return JsonMapper.shared().readValue(Files.readString(file), FeatureCard.class);
    } catch (JacksonException | IllegalArgumentException | NullPointerException _) {
      throw RecognitionFolder.damaged(folder, FILE + " cannot be read");
    }
  }
}
