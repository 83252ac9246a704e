package undertone.engine.architecture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import undertone.engine.recognition.RecognitionFigures;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.WholeFiles;
import undertone.models.nas.Genotype;

/// What was found, and what a search by lot came to beside it: `genotype.json`, `drawn.json`, and
/// `structure.json` with the rest, kept beside the weights.
///
/// @param found whose weights were kept
/// @param drawn the best of those drawn by lot
/// @param facts about both
public record StructureCard(Genotype found, Genotype drawn, Facts facts) {
  private static final String FOUND = "genotype.json";
  private static final String DRAWN = "drawn.json";
  private static final String FACTS = "structure.json";

  /// @param plan of search and training
  /// @param form of clips
  /// @param maps scale of spectrograms
  /// @param parameters numbers that the structure found learned
  /// @param ofDrawn of the best drawn by lot, on the same clips held back
  public record Facts(
      SpeechPlan plan, StreamForm form, ColumnScale maps, long parameters, OfDrawn ofDrawn) {}

  /// @param figures on clips held back
  /// @param parameters numbers it learned
  public record OfDrawn(RecognitionFigures figures, long parameters) {}

  void write(Path folder) throws IOException {
    WholeFiles.write(folder.resolve(FOUND), found.json().getBytes(StandardCharsets.UTF_8));
    WholeFiles.write(folder.resolve(DRAWN), drawn.json().getBytes(StandardCharsets.UTF_8));
    WholeFiles.write(folder.resolve(FACTS), JsonMapper.shared().writeValueAsBytes(facts));
  }

  /// @throws undertone.models.weights.UnreadableWeightsException if the folder is damaged
  public static StructureCard read(Path folder) throws IOException {
    for (var file : new String[] {FOUND, DRAWN, FACTS}) {
      if (!Files.exists(folder.resolve(file))) {
        throw RecognitionFolder.damaged(folder, file + " is missing");
      }
    }
    try {
      return new StructureCard(
          Genotype.read(Files.readString(folder.resolve(FOUND))),
          Genotype.read(Files.readString(folder.resolve(DRAWN))),
          JsonMapper.shared().readValue(Files.readString(folder.resolve(FACTS)), Facts.class));
    } catch (JacksonException | IllegalArgumentException | NullPointerException _) {
      throw RecognitionFolder.damaged(folder, "what was found cannot be read");
    }
  }
}
