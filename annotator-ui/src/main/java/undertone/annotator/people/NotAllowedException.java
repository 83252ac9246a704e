package undertone.annotator.people;

import undertone.corpora.Refusal;

/// The person is known but may not do this; the message says who may.
public final class NotAllowedException extends Refusal {
  NotAllowedException(String pattern, Object... values) {
    super(pattern, values);
  }
}
