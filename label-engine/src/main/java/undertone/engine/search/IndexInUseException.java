package undertone.engine.search;

import java.io.IOException;
import java.nio.file.Path;

/// Another process, or another part of this one, has the index open.
public final class IndexInUseException extends IOException {
  IndexInUseException(Path folder, Exception cause) {
    super(
        "The search index in %s is open elsewhere; close it there, or wait until it is closed."
            .formatted(folder),
        cause);
  }
}
