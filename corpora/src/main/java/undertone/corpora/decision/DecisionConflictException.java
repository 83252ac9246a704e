package undertone.corpora.decision;

import undertone.corpora.Refusal;

/// Somebody else was faster, or the decision was taken back already. Nothing was changed.
public final class DecisionConflictException extends Refusal {
  DecisionConflictException(String pattern, Object... values) {
    super(pattern, values);
  }
}
