package undertone.annotator.faults;

import undertone.corpora.Refusal;
import undertone.corpora.Sentence;
import undertone.corpora.Spoken;

/// What was asked for makes no sense as it stands; the message says what to change.
public final class InvalidRequestException extends Refusal {
  public InvalidRequestException(String pattern, Object... values) {
    super(pattern, values);
  }

  public InvalidRequestException(Sentence sentence) {
    super(sentence, null);
  }

  public InvalidRequestException(IllegalArgumentException refused) {
    super(
        refused instanceof Spoken spoken
            ? spoken.sentence()
            : Sentence.quoted(String.valueOf(refused.getMessage())),
        refused);
  }
}
