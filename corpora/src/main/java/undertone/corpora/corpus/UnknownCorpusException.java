package undertone.corpora.corpus;

import undertone.corpora.CorpusId;
import undertone.corpora.Refusal;

/// The corpus asked for does not exist (or may not be seen by whoever asked).
public final class UnknownCorpusException extends Refusal {
  UnknownCorpusException(String named) {
    super("There is no corpus \"%s\"; `corpus list` shows those there are.", named);
  }

  public UnknownCorpusException(CorpusId id) {
    this(id.toString());
  }
}
