package undertone.annotator.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.Spoken;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;

/// Jobs as db-scheduler knows them: one task per run, the run's number as its instance, no data. A
/// task of a dead engine is taken over by a living one.
public final class JobTasks {

  private static final Logger LOG = LoggerFactory.getLogger(JobTasks.class);
  private static final TaskDescriptor<Void> RUN = TaskDescriptor.of("run");

  /// A run that has brought down its engine this often is not tried again by itself.
  private static final int MOST_ATTEMPTS = 5;

  private JobTasks() {}

  /// Hands runs to whichever engine is free.
  public static final class Desk {
    private final SchedulerClient client;
    private final Clock clock;

    public Desk(DataSource database, Clock clock) {
      this.client = SchedulerClient.Builder.create(database).build();
      this.clock = clock;
    }

    /// Queues a run; queueing it twice works on it once.
    public void submit(RunId run) {
      client.scheduleIfNotExists(RUN.instance(run.toString()).scheduledTo(clock.instant()));
    }
  }

  /// An engine that works on runs until it is stopped.
  ///
  /// @param name of this engine, unique among those alive
  /// @param threads how many runs at once
  public static Scheduler engine(
      DataSource database, String name, int threads, Runs runs, List<Job> jobs, HomeFolder home) {
    var byKind = jobs.stream().collect(Collectors.toMap(Job::kind, Function.<Job>identity()));
    var task =
        Tasks.oneTime(RUN)
            .onFailure(new FailureHandler.OnFailureRetryLater<>(Duration.ofSeconds(1)))
            .execute((instance, _) ->
                work(new RunId(Long.parseLong(instance.getId())), name, runs, byKind, home));
    return Scheduler.create(database, task)
        .schedulerName(() -> name)
        .threads(threads)
        .pollingInterval(Duration.ofMillis(500))
        .heartbeatInterval(Duration.ofSeconds(2))
        .missedHeartbeatsLimit(4)
        // Jobs go on from their checkpoints: nobody who stops the engine should wait for one.
        .shutdownMaxWait(Duration.ofSeconds(5))
        .build();
  }

  /// Works on one run to its end, whatever the end is. Jobs are cancelled by asking, so one that is
  /// interrupted works in an engine that is stopping: its run waits for the next engine.
  ///
  /// @throws EngineStoppedException if the engine was told to stop in the middle
  static void work(RunId id, String engine, Runs runs, Map<RunKind, Job> jobs, HomeFolder home) {
    var run = runs.find(id).orElse(null);
    if (run == null || run.state().ended()) {
      return;
    }
    if (run.attempts() >= MOST_ATTEMPTS) {
      runs.end(
          id,
          RunState.FAILED,
          Sentence.of(
              "The engine died %s times while working on this run; see its log, then start it"
                  + " again.",
              run.attempts()),
          null);
      return;
    }
    if (!runs.begin(id, engine)) {
      runs.end(id, RunState.CANCELLED, Sentence.of("Cancelled."), null);
      return;
    }
    var job = jobs.get(run.kind());
    if (job == null) {
      runs.end(id, RunState.FAILED, Sentence.quoted("Bug: no job for " + run.kind() + "."), null);
      return;
    }
    try {
      var outcome = job.work(run, new JobContext(id, runs, home));
      runs.end(id, RunState.DONE, outcome.message(), outcome.summary());
    } catch (JobCancelledException e) {
      LOG.info("Run {} was cancelled", id, e);
      runs.end(id, RunState.CANCELLED, Sentence.of("Cancelled; what was finished is kept."), null);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      if (wasInterrupted(e)) {
        runs.putBack(id);
        throw new EngineStoppedException(id, e);
      }
      LOG.error("Run {} ({}) failed", id, run.kind(), e);
      runs.end(id, RunState.FAILED, reason(e), null);
    }
  }

  /// Takes the mark off the thread as well: the database drops a connection of a marked one.
  private static boolean wasInterrupted(Throwable e) {
    boolean marked = Thread.interrupted();
    return marked
        || Stream.iterate(e, Objects::nonNull, Throwable::getCause)
            .anyMatch(cause ->
                cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException);
  }

  /// Tells the scheduler that a run is not over.
  static final class EngineStoppedException extends RuntimeException {
    EngineStoppedException(RunId id, Throwable cause) {
      super("Run %s waits for the next engine: this one stops.".formatted(id), cause);
    }
  }

  private static Sentence reason(Throwable e) {
    return e instanceof Spoken spoken
        ? spoken.sentence()
        : Sentence.quoted(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }
}
