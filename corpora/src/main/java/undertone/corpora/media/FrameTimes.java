package undertone.corpora.media;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the table of picture times: microseconds, int64 little-endian, rising.
final class FrameTimes implements AutoCloseable {

  private final OutputStream out;
  private final ByteBuffer entry = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long count;

  FrameTimes(Path file) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file));
  }

  void add(long micros) throws IOException {
    out.write(entry.putLong(0, micros).array());
    count++;
  }

  long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
