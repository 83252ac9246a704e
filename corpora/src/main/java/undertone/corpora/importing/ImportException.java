package undertone.corpora.importing;

/// An import that cannot begin or go on; the message says why and what to do.
public final class ImportException extends RuntimeException {
  ImportException(String message) {
    super(message);
  }

  ImportException(String message, Throwable cause) {
    super(message, cause);
  }
}
