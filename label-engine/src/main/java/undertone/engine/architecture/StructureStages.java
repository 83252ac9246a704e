package undertone.engine.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import undertone.engine.recognition.WholeFiles;
import undertone.models.nas.Genotype;

/// Stages of one search that have ended, in a file of its folder, so that what was stopped goes on
/// behind them.
final class StructureStages {
  private static final String FILE = "stages.json";

  private final Path file;
  private Kept kept;

  /// As the file holds it.
  ///
  /// @param purpose tells searches apart: one that was begun with another plan or with other clips
  ///   does not go on from here
  /// @param found genotype; null = the search has not ended
  /// @param drawn genotypes tried so far
  /// @param ofDrawn null = the best of them was not measured yet
  record Kept(
      String purpose,
      @Nullable String found,
      List<String> drawn,
      StructureCard.@Nullable OfDrawn ofDrawn) {
    Kept {
      drawn = List.copyOf(drawn);
    }
  }

  private StructureStages(Path file, Kept kept) {
    this.file = file;
    this.kept = kept;
  }

  static StructureStages in(Path folder, String purpose) throws IOException {
    var file = folder.resolve(FILE);
    var none = new Kept(purpose, null, List.of(), null);
    if (!Files.exists(file)) {
      return new StructureStages(file, none);
    }
    try {
      var kept = JsonMapper.shared().readValue(Files.readString(file), Kept.class);
      return new StructureStages(file, purpose.equals(kept.purpose) ? kept : none);
    } catch (JacksonException | IllegalArgumentException | NullPointerException _) {
      return new StructureStages(file, none); // as good as none
    }
  }

  Optional<Genotype> found() {
    return Optional.ofNullable(kept.found).map(Genotype::read);
  }

  List<Genotype> drawn() {
    return kept.drawn.stream().map(Genotype::read).toList();
  }

  Optional<StructureCard.OfDrawn> ofDrawn() {
    return Optional.ofNullable(kept.ofDrawn);
  }

  Genotype found(Genotype structure) throws IOException {
    keep(new Kept(kept.purpose, structure.json(), kept.drawn, kept.ofDrawn));
    return structure;
  }

  void drawn(Genotype structure) throws IOException {
    var drawn = new ArrayList<>(kept.drawn);
    drawn.add(structure.json());
    keep(new Kept(kept.purpose, kept.found, drawn, kept.ofDrawn));
  }

  StructureCard.OfDrawn ofDrawn(StructureCard.OfDrawn measured) throws IOException {
    keep(new Kept(kept.purpose, kept.found, kept.drawn, measured));
    return measured;
  }

  private void keep(Kept now) throws IOException {
    kept = now;
    WholeFiles.write(file, JsonMapper.shared().writeValueAsBytes(now));
  }

  /// Removes them: the whole has ended.
  void drop() throws IOException {
    Files.deleteIfExists(file);
  }
}
