package undertone.annotator.insights;

/// The figures of a corpus could not be worked out; what happened is in the log.
public final class FailedInsightsException extends IllegalStateException {
  FailedInsightsException(Throwable cause) {
    super("Agreement could not be worked out.", cause);
  }
}
