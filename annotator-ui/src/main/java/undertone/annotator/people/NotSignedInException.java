package undertone.annotator.people;

/// Nobody is signed in, or the login no longer holds.
public final class NotSignedInException extends RuntimeException {
  NotSignedInException() {
    super("Nobody is signed in; log in, or send a token, and try again.");
  }
}
