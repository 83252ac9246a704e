package undertone.annotator.jobs;

/// A job has stopped because somebody asked it to; what it had finished is kept.
public final class JobCancelledException extends RuntimeException {
  public JobCancelledException() {
    super("cancelled");
  }

  public JobCancelledException(Exception stopped) {
    super("cancelled", stopped);
  }
}
