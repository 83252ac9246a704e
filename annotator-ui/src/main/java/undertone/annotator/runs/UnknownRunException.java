package undertone.annotator.runs;

import undertone.corpora.RunId;

/// The run asked for does not exist, or belongs to a corpus one may not see.
public final class UnknownRunException extends RuntimeException {
  UnknownRunException(RunId id) {
    super("There is no run %s.".formatted(id));
  }
}
