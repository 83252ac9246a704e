package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.commons.csv.CSVFormat;
import undertone.corpora.numpy.Npz;

/// What a model said of each clip in its own words: the dictionary `name2reason` is read, the table
/// `name,reason` written.
public final class Reasons {
  private static final String ARRAY = "name2reason";

  private Reasons() {}

  /// @return clip to text, in the order of the file
  public static SequencedMap<String, String> read(Path path) throws IOException {
    var file = String.valueOf(path.getFileName());
    if (!(Npz.read(path).require(ARRAY).item() instanceof Map<?, ?> all)) {
      throw new ChallengeFileException(file, ARRAY + " is no dictionary of clips.");
    }
    var reasons = new LinkedHashMap<String, String>();
    for (var entry : all.entrySet()) {
      if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof String said)) {
        throw new ChallengeFileException(
            file, ARRAY + " holds more than clips and what was said of them.");
      }
      reasons.put(name, said);
    }
    return reasons;
  }

  public static void write(Path file, SequencedMap<String, String> reasons) throws IOException {
    try (var out = Files.newBufferedWriter(file);
        var printer = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get().print(out)) {
      printer.printRecord(Table.NAME, "reason");
      for (var entry : reasons.sequencedEntrySet()) {
        printer.printRecord(entry.getKey(), entry.getValue());
      }
    }
  }
}
