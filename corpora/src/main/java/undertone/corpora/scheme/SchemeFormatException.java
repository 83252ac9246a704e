package undertone.corpora.scheme;

/// A label scheme file that says something it cannot mean; the message names file and key.
public final class SchemeFormatException extends RuntimeException {
  SchemeFormatException(String source, String key, String trouble) {
    super("%s, %s: %s".formatted(source, key, trouble));
  }
}
