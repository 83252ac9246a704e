package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.commons.csv.CSVFormat;
import undertone.corpora.numpy.Npz;

/// What a model said of each clip in its own words: the dictionary `name2reason` and the table
/// `name,reason` are read, the table is written.
public final class Reasons {
  private static final String ARRAY = "name2reason";
  private static final String REASON = "reason";

  private Reasons() {}

  /// Reads the dictionary, or the table where the file does not end in `.npz`.
  ///
  /// @return clip to text, in the order of the file
  public static SequencedMap<String, String> read(Path path) throws IOException {
    var file = String.valueOf(path.getFileName());
    if (!file.toLowerCase(Locale.ROOT).endsWith(".npz")) {
      return table(path);
    }
    if (!(Npz.read(path).require(ARRAY).item() instanceof Map<?, ?> all)) {
      throw new ChallengeFileException("%s: %s is no dictionary of clips.", file, ARRAY);
    }
    var reasons = new LinkedHashMap<String, String>();
    for (var entry : all.entrySet()) {
      if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof String said)) {
        throw new ChallengeFileException(
            "%s: %s holds more than clips and what was said of them.", file, ARRAY);
      }
      reasons.put(name, said);
    }
    return reasons;
  }

  private static SequencedMap<String, String> table(Path path) throws IOException {
    var table = Table.read(path, REASON);
    var reasons = new LinkedHashMap<String, String>();
    for (var row : table.rows()) {
      var name = table.cell(row, Table.NAME);
      if (reasons.putIfAbsent(name, table.cell(row, REASON)) != null) {
        throw new ChallengeFileException("%s: clip %s has two rows; keep one.", table.file(), name);
      }
    }
    if (!table.faults().isEmpty()) {
      throw new ChallengeFileException(
          "%s: %s; mend the table.", table.file(), table.faults().getFirst().reason());
    }
    return reasons;
  }

  public static void write(Path file, SequencedMap<String, String> reasons) throws IOException {
    try (var out = Files.newBufferedWriter(file);
        var printer = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get().print(out)) {
      printer.printRecord(Table.NAME, REASON);
      for (var entry : reasons.sequencedEntrySet()) {
        printer.printRecord(entry.getKey(), entry.getValue());
      }
    }
  }
}
