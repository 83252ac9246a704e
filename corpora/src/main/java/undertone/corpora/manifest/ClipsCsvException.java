package undertone.corpora.manifest;

/// A table that cannot be read at all, such as one without a clip column; faults of single rows are
/// [RowResult.Bad] instead.
public final class ClipsCsvException extends RuntimeException {
  ClipsCsvException(String file, String trouble) {
    super("%s: %s".formatted(file, trouble));
  }

  ClipsCsvException(String file, String trouble, Throwable cause) {
    super("%s: %s".formatted(file, trouble), cause);
  }
}
