package undertone.annotator.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process at a time owns the database file of a home folder. The operating system holds the
/// lock and lets go of it when the process ends, however it ends: a crash keeps nobody out.
final class HomeLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HomeLock.class);

  // To close a second channel on a locked file may give the first one's lock away.
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private HomeLock(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /// @throws HomeInUseException if another process owns the home
  static HomeLock take(HomeFolder home) throws IOException {
    var file = file(home);
    if (!OURS.add(file)) {
      throw HomeInUseException.of(home, Endpoint.read(home).map(Endpoint::pid));
    }
    FileLock lock = null;
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
      if (lock != null) {
        return new HomeLock(file, channel, lock);
      }
      channel.close();
    } finally {
      if (lock == null) {
        OURS.remove(file);
      }
    }
    throw HomeInUseException.of(home, Endpoint.read(home).map(Endpoint::pid));
  }

  private static Path file(HomeFolder home) {
    return home.db().resolve("lock").toAbsolutePath().normalize();
  }

  /// Whether any process owns a home just now; no if that cannot be found out.
  static boolean isHeld(HomeFolder home) {
    var file = file(home);
    if (OURS.contains(file)) {
      return true;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException e) {
      LOG.debug("Whether {} is locked cannot be told", file, e);
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    OURS.remove(file);
    lock.release();
    channel.close();
  }
}
