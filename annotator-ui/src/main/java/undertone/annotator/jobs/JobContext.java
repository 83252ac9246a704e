package undertone.annotator.jobs;

import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.run.Runs;

/// A job's line to the people who watch it.
public final class JobContext {

  private static final Duration ANSWERS_LAST = Duration.ofMillis(500);

  private final RunId run;
  private final Runs runs;
  private final HomeFolder home;
  private long reportedAt;
  private long askedAt;
  private boolean cancelled;

  JobContext(RunId run, Runs runs, HomeFolder home) {
    this.run = run;
    this.runs = runs;
    this.home = home;
  }

  /// Tells how far the job is; cheap enough to be called for every clip.
  ///
  /// @param progress 0..1
  public synchronized void report(double progress, Sentence message) {
    long now = System.nanoTime();
    if (now - reportedAt > ANSWERS_LAST.toNanos() || progress >= 1) {
      reportedAt = now;
      runs.report(run, progress, message);
    }
  }

  /// Whether somebody asked to stop; cheap enough to be asked for every clip.
  public synchronized boolean cancelled() {
    long now = System.nanoTime();
    if (!cancelled && now - askedAt > ANSWERS_LAST.toNanos()) {
      askedAt = now;
      cancelled = runs.cancelAsked(run);
    }
    return cancelled;
  }

  /// @throws JobCancelledException if somebody asked to stop
  public void stopIfCancelled() {
    if (cancelled()) {
      throw new JobCancelledException();
    }
  }

  /// Adds an entry to the run's journal; the same number twice is written once.
  public void journal(int seq, Object entry) {
    runs.journal(run, seq, JsonMapper.shared().writeValueAsString(entry));
  }

  public HomeFolder home() {
    return home;
  }

  /// The run's own folder: checkpoints and artifacts.
  public Path folder() {
    return home.run(run);
  }
}
