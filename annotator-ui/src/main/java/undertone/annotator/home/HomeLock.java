package undertone.annotator.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// One process at a time owns the database file of a home folder. The operating system holds the
/// lock and lets go of it when the process ends, however it ends: a crash keeps nobody out.
final class HomeLock implements AutoCloseable {

  private final FileChannel channel;
  private final FileLock lock;

  private HomeLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /// @throws HomeInUseException if another process owns the home
  static HomeLock take(HomeFolder home) throws IOException {
    var channel =
        FileChannel.open(
            home.db().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var lock = tried(channel);
    if (lock.isEmpty()) {
      channel.close();
      throw HomeInUseException.of(home, Endpoint.read(home).map(Endpoint::pid));
    }
    return new HomeLock(channel, lock.get());
  }

  private static Optional<FileLock> tried(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException _) {
      return Optional.empty(); // this very process
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
