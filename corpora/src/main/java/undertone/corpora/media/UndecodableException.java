package undertone.corpora.media;

/// A file gives nothing; the reason says why in plain words, to follow "cannot be read: ".
final class UndecodableException extends Exception {

  private final String reason;

  UndecodableException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
