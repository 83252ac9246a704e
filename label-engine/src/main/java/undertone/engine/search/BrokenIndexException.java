package undertone.engine.search;

import java.io.IOException;
import java.nio.file.Path;

/// An index that cannot be read. Nothing is lost with it: all of it can be made anew.
public final class BrokenIndexException extends IOException {
  BrokenIndexException(Path folder, Exception cause) {
    super(
        "The search index in %s cannot be read (%s); discard it and index the corpora anew."
            .formatted(folder, cause.getMessage()),
        cause);
  }
}
