package undertone.annotator.jobs;

import undertone.corpora.Sentence;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;

/// One kind of work the engine can do. A job may be killed at any moment and begun again: whatever
/// it writes is keyed, so that doing it twice changes nothing.
public interface Job {

  RunKind kind();

  /// Does the work of a run to its end.
  ///
  /// @return what was achieved, in plain words and as figures
  /// @throws JobCancelledException when the context says so and the job has stopped cleanly
  Outcome work(Run run, JobContext context) throws Exception;

  /// @param message one sentence for people
  /// @param summary figures as JSON
  record Outcome(Sentence message, String summary) {}
}
