package undertone.corpora.manifest;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The physical lines of a UTF-8 file, one at a time. A line over the limit is counted but not
/// kept, so that a file of one endless line costs no memory.
final class CsvLines implements Closeable {

  /// @param number counted from 1
  /// @param text without its end of line; empty if `overlong`
  record Line(long number, String text, boolean overlong) {}

  private final BufferedReader in;
  private final int mostCharacters;
  private final Deque<Line> putBack = new ArrayDeque<>();
  private long number = 0;

  CsvLines(Path file, int mostCharacters) throws IOException {
    this.mostCharacters = mostCharacters;
    // Malformed bytes become U+FFFD, which the records then report with their line.
    in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16);
    in.mark(1);
    if (in.read() != '\uFEFF') {
      in.reset();
    }
  }

  @Nullable Line next() throws IOException {
    return putBack.isEmpty() ? read() : putBack.removeFirst();
  }

  /// Lines already read, to be given again in the same order.
  void putBack(List<Line> lines) {
    lines.reversed().forEach(putBack::addFirst);
  }

  private @Nullable Line read() throws IOException {
    var text = new StringBuilder();
    boolean overlong = false;
    int c = in.read();
    if (c < 0) {
      return null;
    }
    number++;
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (text.length() < mostCharacters) {
        text.append((char) c);
      } else {
        overlong = true;
      }
    }
    if (!overlong && !text.isEmpty() && text.charAt(text.length() - 1) == '\r') {
      text.setLength(text.length() - 1);
    }
    return new Line(number, overlong ? "" : text.toString(), overlong);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
