package undertone.annotator.runs;

import undertone.corpora.Refusal;
import undertone.corpora.RunId;

/// The run asked for does not exist, or belongs to a corpus one may not see.
public final class UnknownRunException extends Refusal {
  UnknownRunException(RunId id) {
    super("There is no run %s.", id);
  }
}
