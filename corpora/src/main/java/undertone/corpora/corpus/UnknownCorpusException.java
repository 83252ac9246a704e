package undertone.corpora.corpus;

import undertone.corpora.CorpusId;

/// The corpus asked for does not exist (or may not be seen by whoever asked).
public final class UnknownCorpusException extends RuntimeException {
  UnknownCorpusException(String named) {
    super("There is no corpus \"%s\"; `corpus list` shows those there are.".formatted(named));
  }

  public UnknownCorpusException(CorpusId id) {
    this(id.toString());
  }
}
