package undertone.corpora.people;

import undertone.corpora.Refusal;

/// A request about people that cannot be carried out; the message is fit for the person asking.
public final class PeopleException extends Refusal {
  PeopleException(String pattern, Object... values) {
    super(pattern, values);
  }
}
