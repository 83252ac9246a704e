package undertone.corpora.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a file is by its first bytes. Names and types that came with an upload are never asked.
public sealed interface SniffedType {

  /// A format we take in and serve.
  record Served(MediaFormat format) implements SniffedType {}

  /// Anything else.
  ///
  /// @param reason why, in plain words, to follow "cannot be read: "
  record Refused(String reason) implements SniffedType {}

  static SniffedType of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sniffing.sniff(in.readNBytes(Sniffing.HEAD_BYTES));
    }
  }
}
