package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import undertone.corpora.manifest.RowFault;
import undertone.corpora.numpy.Npz;
import undertone.corpora.numpy.NumpyArray;

/// Pairs of descriptions and which is the better: a table `name,a1,a2,preference`, or the arrays
/// `gt_labels` and `pred_labels`, which name no clips and go together by their places.
///
/// @param faults of rows that are left out
public record PreferenceTable(List<Row> rows, List<RowFault> faults) {

  private static final String FIRST = "a1";
  private static final String SECOND = "a2";
  private static final String PREFERENCE = "preference";
  static final String TRUTH = "gt_labels";
  private static final String PREDICTED = "pred_labels";

  /// One pair. A clip may have several.
  ///
  /// @param name empty in arrays
  /// @param a1 the first description, empty where the file has none
  /// @param a2 the second
  public record Row(long line, String name, String a1, String a2, Preference preference)
      implements Named {}

  public PreferenceTable {
    rows = List.copyOf(rows);
    faults = List.copyOf(faults);
  }

  /// What people preferred.
  public static PreferenceTable truth(Path file) throws IOException {
    return read(file, TRUTH, false);
  }

  /// What people preferred, of descriptions that can be brought in: both are there. Which pairs
  /// come twice only a corpus can tell, whose clips may be called with or without their ending.
  ///
  /// @throws ChallengeFileException if the table has no descriptions
  static PreferenceTable pairs(Path file) throws IOException {
    var table = Table.read(file, FIRST, SECOND, PREFERENCE);
    var rows = new ArrayList<Row>();
    var faults = new ArrayList<>(table.faults());
    for (var row : table.rows()) {
      var word = table.cell(row, PREFERENCE);
      var name = table.cell(row, Table.NAME);
      var a1 = table.cell(row, FIRST);
      var a2 = table.cell(row, SECOND);
      var preference = Preference.of(word);
      if (preference.isEmpty()) {
        faults.add(table.fault(row, PREFERENCE, unknown(word), List.of()));
      } else if (a1.isBlank() || a2.isBlank()) {
        faults.add(
            table.fault(row, a1.isBlank() ? FIRST : SECOND, "the description is empty", List.of()));
      } else {
        rows.add(new Row(row.line(), name, a1, a2, preference.get()));
      }
    }
    return new PreferenceTable(rows, faults);
  }

  /// What a model answered; whole replies are understood.
  public static PreferenceTable replies(Path file) throws IOException {
    return read(file, PREDICTED, true);
  }

  private static PreferenceTable read(Path path, String array, boolean replies) throws IOException {
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".npz")) {
      return arrays(path, array, replies);
    }
    var table = Table.read(path, PREFERENCE);
    var rows = new ArrayList<Row>();
    var faults = new ArrayList<>(table.faults());
    for (var row : table.rows()) {
      var word = table.cell(row, PREFERENCE);
      var preference = Preference.of(word);
      if (preference.isPresent() || replies) {
        rows.add(
            new Row(
                row.line(),
                table.cell(row, Table.NAME),
                table.cell(row, FIRST),
                table.cell(row, SECOND),
                preference.orElseGet(() -> Preference.inReply(word))));
      } else {
        faults.add(table.fault(row, PREFERENCE, unknown(word), List.of()));
      }
    }
    return new PreferenceTable(rows, faults);
  }

  private static PreferenceTable arrays(Path path, String array, boolean replies)
      throws IOException {
    var file = String.valueOf(path.getFileName());
    var words = Npz.read(path).words(array);
    var rows = new ArrayList<Row>();
    var faults = new ArrayList<RowFault>();
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      var preference = Preference.of(word);
      if (preference.isPresent() || replies) {
        rows.add(new Row(i + 1L, "", "", "", preference.orElseGet(() -> Preference.inReply(word))));
      } else {
        faults.add(new RowFault(file, i + 1L, array, unknown(word), List.of()));
      }
    }
    return new PreferenceTable(rows, faults);
  }

  private static String unknown(String word) {
    return "\"%s\" is none of a1, a2 and same".formatted(word);
  }

  /// Writes pairs as the training tables hold them.
  public static void writeCsv(Path file, List<Row> rows) throws IOException {
    try (var out = Files.newBufferedWriter(file);
        var printer = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get().print(out)) {
      printer.printRecord(Table.NAME, FIRST, SECOND, PREFERENCE);
      for (var row : rows) {
        printer.printRecord(row.name(), row.a1(), row.a2(), row.preference().word());
      }
    }
  }

  /// Writes truth and answers as the organisers' scorer takes them.
  ///
  /// @throws IllegalArgumentException if they are not equally many
  public static void writeNpz(Path file, List<Preference> truth, List<Preference> predicted)
      throws IOException {
    if (truth.size() != predicted.size()) {
      throw new IllegalArgumentException(
          "%d preferences were answered %d times.".formatted(truth.size(), predicted.size()));
    }
    var arrays = new LinkedHashMap<String, NumpyArray>();
    arrays.put(TRUTH, NumpyArray.of(truth.stream().map(Preference::word).toList()));
    arrays.put(PREDICTED, NumpyArray.of(predicted.stream().map(Preference::word).toList()));
    try (var out = Files.newOutputStream(file)) {
      Npz.write(out, arrays);
    }
  }
}
