package undertone.corpora.media;

import java.io.IOException;
import java.nio.file.Path;

/// A file gives no pictures or sound; the message says which file and why, in plain words.
public final class UnreadableMediaException extends IOException {

  UnreadableMediaException(Path file, String reason) {
    super("%s cannot be read: %s".formatted(file.getFileName(), reason));
  }
}
