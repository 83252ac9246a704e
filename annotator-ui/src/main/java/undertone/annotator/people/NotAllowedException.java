package undertone.annotator.people;

/// The person is known but may not do this; the message says who may.
public final class NotAllowedException extends RuntimeException {
  NotAllowedException(String message) {
    super(message);
  }
}
