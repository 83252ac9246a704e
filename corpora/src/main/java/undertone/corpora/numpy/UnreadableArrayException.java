package undertone.corpora.numpy;

import java.io.IOException;

/// A file of arrays that is broken, too large, or asks for more than arrays. Nothing of it has been
/// run.
public final class UnreadableArrayException extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableArrayException(String trouble) {
    super(trouble);
  }

  UnreadableArrayException(String file, String trouble) {
    super("%s: %s".formatted(file, trouble));
  }
}
