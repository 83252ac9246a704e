package undertone.corpora;

/// A value that makes no sense where it was given; the message says which would.
public final class InvalidValueException extends IllegalArgumentException implements Spoken {

  private final transient Sentence sentence;

  /// @param pattern English, with a `%s` for each value
  public InvalidValueException(String pattern, Object... values) {
    super(Sentence.of(pattern, values).english());
    this.sentence = Sentence.of(pattern, values);
  }

  @Override
  public Sentence sentence() {
    return sentence;
  }
}
