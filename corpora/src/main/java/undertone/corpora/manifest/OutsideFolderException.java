package undertone.corpora.manifest;

import java.io.IOException;

/// A path that, links resolved, leads out of the folder it must stay in.
public final class OutsideFolderException extends IOException {
  OutsideFolderException(String source) {
    super("\"%s\" leads out of the table's folder".formatted(source));
  }
}
