package undertone.engine.features;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// The real corpora that lie beside the project on some machines.
final class RealData {
  private static final Path FOLDER =
      Path.of(System.getenv().getOrDefault("UNDERTONE_DATA", "../../shared/data"));

  private RealData() {}

  /// A file or folder; without it the test is skipped.
  static Path path(String name) {
    var path = FOLDER.resolve(name);
    assumeTrue(Files.exists(path), path + " is not here; set UNDERTONE_DATA to run this test");
    return path;
  }

  static List<CSVRecord> rows(Path corpus) throws IOException {
    var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var table = format.parse(Files.newBufferedReader(corpus.resolve("clips.csv")))) {
      return table.getRecords();
    }
  }
}
