package undertone.annotator.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// How processes on this machine reach the database of a running installation. The file is readable
/// by its owner only and its password is good until the next start.
///
/// @param pid of the app that serves the database
public record Endpoint(long pid, String jdbcUrl, String user, String password) {

  static Path file(HomeFolder home) {
    return home.db().resolve("endpoint.json");
  }

  void write(HomeFolder home) throws IOException {
    writePrivate(file(home), JsonMapper.shared().writeValueAsString(this));
  }

  /// The endpoint of an installation that is running now.
  static Optional<Endpoint> read(HomeFolder home) throws IOException {
    var file = file(home);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var endpoint = JsonMapper.shared().readValue(Files.readString(file), Endpoint.class);
    return ProcessHandle.of(endpoint.pid()).map(ProcessHandle::isAlive).orElse(false)
        ? Optional.of(endpoint)
        : Optional.empty();
  }

  static void writePrivate(Path file, String text) throws IOException {
    var next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
