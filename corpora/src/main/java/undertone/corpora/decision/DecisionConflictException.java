package undertone.corpora.decision;

/// Somebody else was faster, or the decision was taken back already. Nothing was changed.
public final class DecisionConflictException extends RuntimeException {
  DecisionConflictException(String message) {
    super(message);
  }
}
