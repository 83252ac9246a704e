package undertone.corpora.challenge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Files the organisers have published, where they lie beside the project.
final class PublishedFiles {
  private static final Path FOLDER =
      Path.of(Optional.ofNullable(System.getenv("UNDERTONE_DATA")).orElse("../../shared/data"))
          .resolve("mertools");

  private PublishedFiles() {}

  /// A file or folder; without it the test is skipped.
  static Path path(String name) {
    var path = FOLDER.resolve(name);
    assumeTrue(Files.exists(path), path + " is not here; set UNDERTONE_DATA to run this test");
    return path;
  }
}
