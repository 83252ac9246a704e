package undertone.annotator.media;

/// What is asked for is still being made.
public final class MediaNotReadyException extends RuntimeException {
  MediaNotReadyException() {
    super("This clip is being prepared for browsers; it plays in a little while.");
  }
}
