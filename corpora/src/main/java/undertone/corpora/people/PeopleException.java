package undertone.corpora.people;

/// A request about people that cannot be carried out; the message is fit for the person asking.
public final class PeopleException extends RuntimeException {
  PeopleException(String message) {
    super(message);
  }
}
