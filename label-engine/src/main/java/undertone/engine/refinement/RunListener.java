package undertone.engine.refinement;

/// Hears how a run goes, and may ask it to stop. Called from whichever thread has something to say,
/// one at a time.
public interface RunListener {

  /// Hears nothing and never stops a run.
  RunListener SILENT = new RunListener() {};

  /// Work done so far, 0..1, never falling.
  default void progress(double share) {}

  /// One epoch of one fold is over.
  default void epoch(EpochReport report) {}

  /// Asked after every epoch; `true` ends the run with a [RunCancelledException].
  default boolean cancelled() {
    return false;
  }
}
