package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.apache.commons.csv.CSVFormat;
import undertone.corpora.manifest.RowFault;

/// What is said in each clip: `name,sentence`, or `name,chinese,english` in the merged tables.
///
/// @param faults of rows that are left out
public record Transcripts(List<Row> rows, List<RowFault> faults) {

  /// @param chinese what is said, as it is said; the column `sentence` of the older tables
  /// @param english its translation, empty where the table has none
  public record Row(long line, String name, String chinese, String english) implements Named {}

  public Transcripts {
    rows = List.copyOf(rows);
    faults = List.copyOf(faults);
  }

  public static Transcripts read(Path file) throws IOException {
    var table = Table.read(file);
    var spoken = table.has("sentence") ? "sentence" : "chinese";
    if (!table.has(spoken)) {
      throw new ChallengeFileException(
          "%s: has neither a column sentence nor a column chinese.", table.file());
    }
    var rows = new ArrayList<Row>();
    for (var row : table.rows()) {
      rows.add(
          new Row(
              row.line(),
              table.cell(row, Table.NAME),
              table.cell(row, spoken),
              table.cell(row, "english")));
    }
    return new Transcripts(rows, table.faults());
  }

  /// Writes the table `name,sentence`.
  ///
  /// @param sentences clip to what is said in it
  public static void write(Path file, SequencedMap<String, String> sentences) throws IOException {
    try (var out = Files.newBufferedWriter(file);
        var printer = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get().print(out)) {
      printer.printRecord(Table.NAME, "sentence");
      for (var entry : sentences.sequencedEntrySet()) {
        printer.printRecord(entry.getKey(), entry.getValue());
      }
    }
  }
}
