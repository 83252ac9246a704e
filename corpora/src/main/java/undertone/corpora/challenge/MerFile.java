package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import undertone.corpora.manifest.RowFault;
import undertone.corpora.numpy.Npz;

/// A file of a challenge that says something of clips: what it is, its columns or arrays tell.
public sealed interface MerFile {

  /// Rows that cannot be read and are left out.
  List<RowFault> faults();

  /// @param part which part of a packed file a row is of; empty in tables
  record Labels(List<LabelTable.Row> rows, List<RowFault> faults, String part) implements MerFile {
    public Labels {
      rows = List.copyOf(rows);
      faults = List.copyOf(faults);
    }
  }

  record OpenSets(List<OpenSetTable.Row> rows, List<RowFault> faults) implements MerFile {
    public OpenSets {
      rows = List.copyOf(rows);
      faults = List.copyOf(faults);
    }
  }

  record Sentences(List<Transcripts.Row> rows, List<RowFault> faults) implements MerFile {
    public Sentences {
      rows = List.copyOf(rows);
      faults = List.copyOf(faults);
    }
  }

  record Descriptions(List<Said> rows) implements MerFile {

    /// @param line place in the file, from 1
    public record Said(long line, String name, String text) implements Named {}

    public Descriptions {
      rows = List.copyOf(rows);
    }

    @Override
    public List<RowFault> faults() {
      return List.of();
    }
  }

  /// Pairs of descriptions, each with which of the two people preferred.
  record Preferences(List<PreferenceTable.Row> rows, List<RowFault> faults) implements MerFile {
    public Preferences {
      rows = List.copyOf(rows);
      faults = List.copyOf(faults);
    }
  }

  record Scores(List<ClassScores> rows) implements MerFile {
    public Scores {
      rows = List.copyOf(rows);
    }

    @Override
    public List<RowFault> faults() {
      return List.of();
    }
  }

  /// @param part of a packed file such as `label-6way.npz`; null = the only one with labels
  /// @param candidates table whose column `name` names the rows of scores; null = none
  /// @throws ChallengeFileException if it is no such file, or what it needs is not given
  static MerFile read(Path file, @Nullable String part, @Nullable Path candidates)
      throws IOException {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".npz")
        ? arrays(file, part, candidates)
        : table(file);
  }

  private static MerFile table(Path file) throws IOException {
    var table = Table.read(file);
    if (table.has("discrete")) {
      var labels = LabelTable.read(file);
      return new Labels(labels.rows(), labels.faults(), "");
    }
    if (table.has("openset")) {
      return openSets(file);
    }
    if (table.has("preference")) {
      var pairs = PreferenceTable.pairs(file);
      return new Preferences(pairs.rows(), pairs.faults());
    }
    if (table.has("reason")) {
      return descriptions(file);
    }
    if (table.has("sentence") || table.has("chinese")) {
      var sentences = Transcripts.read(file);
      return new Sentences(sentences.rows(), sentences.faults());
    }
    throw new ChallengeFileException(
        "%s: has none of the columns discrete, openset, sentence, chinese, reason and preference, only %s.",
        table.file(), String.join(", ", table.columns().keySet()));
  }

  private static MerFile arrays(Path file, @Nullable String part, @Nullable Path candidates)
      throws IOException {
    var arrays = Npz.read(file);
    if (arrays.has("filenames")) {
      return openSets(file);
    }
    if (arrays.has("name2reason")) {
      return descriptions(file);
    }
    if (arrays.has("emo_probs")) {
      return scores(file, candidates);
    }
    if (arrays.has(PreferenceTable.TRUTH)) {
      throw new ChallengeFileException(
          "%s: holds preferences without clips and descriptions; bring in the table with the columns name, a1, a2 and preference.",
          String.valueOf(file.getFileName()));
    }
    return packed(file, part);
  }

  private static MerFile openSets(Path file) throws IOException {
    var sets = OpenSetTable.read(file, OpenSet.Dialect.LISTED);
    return new OpenSets(sets.rows(), sets.faults());
  }

  private static MerFile descriptions(Path file) throws IOException {
    var rows = new ArrayList<Descriptions.Said>();
    Reasons.read(file)
        .forEach((name, text) -> rows.add(new Descriptions.Said(rows.size() + 1L, name, text)));
    return new Descriptions(rows);
  }

  private static MerFile scores(Path file, @Nullable Path candidates) throws IOException {
    if (candidates == null) {
      throw new ChallengeFileException(
          "%s: holds scores without the names of clips; give the table of candidates as well.",
          String.valueOf(file.getFileName()));
    }
    var table = Table.read(candidates);
    var names = table.rows().stream().map(row -> table.cell(row, Table.NAME)).toList();
    return new Scores(ClassScores.read(file, names));
  }

  private static MerFile packed(Path file, @Nullable String wanted) throws IOException {
    var parts = PackedLabels.read(file).parts();
    var fitting =
        parts.stream()
            .filter(p -> wanted == null ? p.labelled() : p.name().equals(wanted))
            .toList();
    if (fitting.size() != 1) {
      throw new ChallengeFileException(
          "%s: has the parts %s; say which one to take.",
          String.valueOf(file.getFileName()),
          String.join(
              ", ",
              parts.stream()
                  .map(p -> p.labelled() ? p.name() : p.name() + " (no labels)")
                  .toList()));
    }
    var part = fitting.getFirst();
    if (!part.labelled()) {
      throw new ChallengeFileException(
          "%s: has no labels in the part %s: it says neutral of every clip and no valence.",
          String.valueOf(file.getFileName()), part.name());
    }
    return new Labels(part.rows(), List.of(), part.name());
  }
}
