package undertone.exports;

/// A release that cannot be made, rebuilt or compared; the message says what to do.
public final class ReleaseException extends RuntimeException {
  ReleaseException(String message) {
    super(message);
  }

  ReleaseException(String message, Exception cause) {
    super(message, cause);
  }
}
