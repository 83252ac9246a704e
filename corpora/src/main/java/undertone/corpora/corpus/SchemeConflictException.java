package undertone.corpora.corpus;

import undertone.corpora.Refusal;

/// Two people changed one label scheme; the second is told.
public final class SchemeConflictException extends Refusal {
  SchemeConflictException() {
    super("Somebody has saved the label scheme meanwhile; reload the page and change it again.");
  }
}
