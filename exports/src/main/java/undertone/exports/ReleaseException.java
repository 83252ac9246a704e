package undertone.exports;

import undertone.corpora.Refusal;
import undertone.corpora.Sentence;

/// A release that cannot be made, rebuilt or compared; the message says what to do.
public final class ReleaseException extends Refusal {
  ReleaseException(String pattern, Object... values) {
    super(pattern, values);
  }

  ReleaseException(Sentence sentence, Exception cause) {
    super(sentence, cause);
  }
}
