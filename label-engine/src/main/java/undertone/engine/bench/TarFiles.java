package undertone.engine.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The plain files of a `tar.gz`, one after the other; nothing is written to disk.
///
/// Refused are links, devices, paths that leave the archive, files over [#MOST_BYTES_EACH] and
/// archives that unpack to more than [#MOST_BYTES] or to two hundred times their size: whoever
/// reads one cannot be filled up by it.
final class TarFiles implements AutoCloseable {
  static final int MOST_BYTES_EACH = 4 << 20;
  static final long MOST_BYTES = 4L << 30;
  private static final int MOST_GROWTH = 200;
  private static final int BLOCK = 512;

  private final Path archive;
  private final InputStream in;
  private final long most;
  private long read;

  /// One file.
  static final class Entry {
    final String path;
    final byte[] bytes;

    private Entry(String path, byte[] bytes) {
      this.path = path;
      this.bytes = bytes;
    }
  }

  TarFiles(Path archive) throws IOException {
    this.archive = archive;
    most = Math.min(MOST_BYTES, Math.max(1 << 20, MOST_GROWTH * Files.size(archive)));
    in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16);
  }

  /// The next file, null after the last.
  ///
  /// @throws IOException if the archive is damaged or not to be trusted
  @Nullable Entry next() throws IOException {
    while (true) {
      var header = block();
      if (header[0] == 0) {
        return null; // the end is a block of zeros
      }
      checkSum(header);
      long size = size(header);
      byte type = header[156];
      switch (type) {
        case 0, '0' -> {
          var path = path(header);
          if (size > MOST_BYTES_EACH) {
            throw refused(
                "%s has %d bytes; pictures of up to %d are read"
                    .formatted(path, size, MOST_BYTES_EACH));
          }
          return new Entry(path, bytes((int) size));
        }
        case '5' -> path(header); // a folder
        case 'x', 'g' -> { // times and owners in the newer format
          if (new String(bytes((int) Math.min(size, MOST_BYTES_EACH)), StandardCharsets.UTF_8)
              .contains(" path=")) {
            throw refused("a path has more than 100 characters; shorten the names");
          }
        }
        default ->
            throw refused(
                "%s is a link, a device or of an unknown kind (type %d)"
                    .formatted(path(header), type & 0xff));
      }
    }
  }

  private String path(byte[] header) throws IOException {
    boolean ustar = text(header, 257, 5).equals("ustar");
    var prefix = ustar ? text(header, 345, 155) : "";
    var path = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
    boolean leaves = Arrays.asList(path.split("/", -1)).contains("..");
    if (path.startsWith("/") || leaves || path.contains("\\") || path.contains(":")) {
      throw refused("the path \"%s\" leaves the archive".formatted(path));
    }
    return path;
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private long size(byte[] header) throws IOException {
    try {
      long size = Long.parseLong(text(header, 124, 12).trim(), 8);
      if (size < 0) {
        throw refused("a file's size is below 0");
      }
      return size;
    } catch (NumberFormatException _) {
      throw refused("a file's size is not a number");
    }
  }

  private void checkSum(byte[] header) throws IOException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    var written = text(header, 148, 8).trim();
    if (!written.matches("[0-7]{1,8}") || Long.parseLong(written, 8) != sum) {
      throw refused("a file's header is damaged");
    }
  }

  private byte[] block() throws IOException {
    return read(BLOCK);
  }

  private byte[] bytes(int size) throws IOException {
    var bytes = read(size);
    skipRest(size);
    return bytes;
  }

  private void skipRest(long size) throws IOException {
    read((int) ((BLOCK - size % BLOCK) % BLOCK));
  }

  private byte[] read(int count) throws IOException {
    read += count;
    if (read > most) {
      throw refused("it unpacks to more than %d bytes".formatted(most));
    }
    var bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("%s ends in the middle of a file.".formatted(archive));
    }
    return bytes;
  }

  private IOException refused(String why) {
    return new IOException("%s is refused: %s.".formatted(archive, why));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
