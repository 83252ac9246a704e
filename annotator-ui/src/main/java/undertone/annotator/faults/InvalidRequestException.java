package undertone.annotator.faults;

/// What was asked for makes no sense as it stands; the message says what to change.
public final class InvalidRequestException extends RuntimeException {
  public InvalidRequestException(String message) {
    super(message);
  }

  public InvalidRequestException(IllegalArgumentException refused) {
    super(refused.getMessage(), refused);
  }
}
