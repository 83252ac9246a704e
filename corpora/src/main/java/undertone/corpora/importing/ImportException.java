package undertone.corpora.importing;

import undertone.corpora.Refusal;
import undertone.corpora.Sentence;

/// An import that cannot begin or go on; the message says why and what to do.
public final class ImportException extends Refusal {
  ImportException(String pattern, Object... values) {
    super(pattern, values);
  }

  ImportException(Sentence sentence, Throwable cause) {
    super(sentence, cause);
  }
}
