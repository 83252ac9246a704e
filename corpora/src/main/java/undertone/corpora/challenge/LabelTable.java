package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import undertone.corpora.manifest.RowFault;

/// One class for each clip and, in some files, its valence: `name,discrete,valence`.
///
/// @param faults of rows that are left out
/// @param mentions every clip the file names, in good rows and bad
public record LabelTable(List<Row> rows, List<RowFault> faults, List<Mention> mentions) {

  public static final double LEAST_VALENCE = -5;
  public static final double MOST_VALENCE = 5;

  /// Stands in published files where no valence is known.
  public static final double NO_VALENCE = -10;

  private static final String DISCRETE = "discrete";
  private static final String VALENCE = "valence";

  /// @param valence -5..5, or null where none is given
  public record Row(long line, String name, MerClass emotion, @Nullable Double valence)
      implements Named {}

  public LabelTable {
    rows = List.copyOf(rows);
    faults = List.copyOf(faults);
    mentions = List.copyOf(mentions);
  }

  /// Reads labels of people and of models; other words for a class are understood.
  public static LabelTable read(Path file) throws IOException {
    return read(file, false, MerClass::meant);
  }

  /// Reads what is to be handed in, as strictly as the organisers' tools: class words exact. Tracks
  /// of 2026 may call classes by nouns, `happiness` for `happy`.
  public static LabelTable submission(Path file, MerTrack track) throws IOException {
    return read(
        file,
        track.answer() == MerTrack.Answer.CLASS_AND_VALENCE,
        track == MerTrack.MER2026_CROSS ? MerClass::ofWordOrNoun : MerClass::of);
  }

  private static LabelTable read(
      Path file, boolean valences, Function<String, Optional<MerClass>> classes)
      throws IOException {
    var table = valences ? Table.read(file, DISCRETE, VALENCE) : Table.read(file, DISCRETE);
    var rows = new ArrayList<Row>();
    var faults = new ArrayList<>(table.faults());
    var mentions = new ArrayList<Mention>();
    for (var row : table.rows()) {
      int before = faults.size();
      var name = table.cell(row, Table.NAME);
      if (name.isBlank()) {
        faults.add(table.fault(row, Table.NAME, "the name of the clip is missing", List.of()));
      } else {
        mentions.add(new Mention(row.line(), name));
      }
      var word = table.cell(row, DISCRETE);
      var emotion = classes.apply(word);
      if (emotion.isEmpty()) {
        faults.add(
            table.fault(
                row,
                DISCRETE,
                word.isBlank() ? "the class is missing" : "\"%s\" is no class".formatted(word),
                word.isBlank() ? List.of() : MerClass.nearest(word)));
      }
      var valence = valence(table, row, valences, faults);
      if (faults.size() == before) {
        rows.add(new Row(row.line(), name, emotion.orElseThrow(), valence));
      }
    }
    return new LabelTable(rows, faults, mentions);
  }

  private static @Nullable Double valence(
      Table table, Table.Row row, boolean needed, List<RowFault> faults) {
    var cell = table.cell(row, VALENCE).strip();
    if (cell.isEmpty()) {
      if (needed) {
        faults.add(table.fault(row, VALENCE, "the valence is missing", List.of()));
      }
      return null;
    }
    try {
      double valence = Double.parseDouble(cell);
      if (valence == NO_VALENCE && !needed) {
        return null;
      }
      if (valence >= LEAST_VALENCE && valence <= MOST_VALENCE) {
        return valence;
      }
    } catch (NumberFormatException _) {
      // told below, as a number out of reach is
    }
    faults.add(
        table.fault(
            row, VALENCE, "\"%s\" is no valence; it lies in -5..5".formatted(cell), List.of()));
    return null;
  }

  /// Writes rows as they are handed in: no byte order mark, lines end in LF, the column of valence
  /// only if a row has one.
  public static void write(Path file, List<Row> rows) throws IOException {
    boolean valences = rows.stream().anyMatch(row -> row.valence() != null);
    try (var out = Files.newBufferedWriter(file);
        var printer = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get().print(out)) {
      printer.printRecord(
          valences ? List.of(Table.NAME, DISCRETE, VALENCE) : List.of(Table.NAME, DISCRETE));
      for (var row : rows) {
        var cells = new ArrayList<>(List.<Object>of(row.name(), row.emotion().word()));
        if (valences) {
          cells.add(row.valence() == null ? "" : row.valence());
        }
        printer.printRecord(cells);
      }
    }
  }
}
