package undertone.annotator.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// How processes on this machine reach the database of a running installation. The file is readable
/// by its owner only and its password is good until the next start.
///
/// @param pid of the app that serves the database
/// @param startedAt when that process started, milliseconds since 1970; tells it from a later one
///   of the same number
public record Endpoint(long pid, long startedAt, String jdbcUrl, String user, String password) {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
  private static final long CLOCK_STEP_MILLIS = 10_000;

  static Path file(HomeFolder home) {
    return home.db().resolve("endpoint.json");
  }

  /// An endpoint of this very process.
  static Endpoint here(String jdbcUrl, String user, String password) {
    var me = ProcessHandle.current();
    return new Endpoint(me.pid(), startOf(me), jdbcUrl, user, password);
  }

  void write(HomeFolder home) throws IOException {
    writePrivate(file(home), JsonMapper.shared().writeValueAsString(this));
  }

  /// The endpoint of an installation that is running now. What a dead one left behind counts as
  /// nothing, also where its number was given to another process.
  static Optional<Endpoint> read(HomeFolder home) throws IOException {
    var file = file(home);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonMapper.shared().readValue(Files.readString(file), Endpoint.class))
          .filter(endpoint -> endpoint.isAlive(home));
    } catch (JacksonException e) {
      LOG.warn("{} cannot be read and counts as left behind", file, e);
      return Optional.empty();
    }
  }

  /// A start time is worked out from the clock, so a clock that was set right moves it: where it
  /// does not fit, whoever has the home under lock is asked.
  private boolean isAlive(HomeFolder home) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(p -> Math.abs(startOf(p) - startedAt) < CLOCK_STEP_MILLIS || HomeLock.isHeld(home))
        .isPresent();
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
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
