package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;

class JobTasksTest extends OpenHouse {

  private interface Work {
    Job.Outcome on(Run run) throws Exception;
  }

  private Run worked(RunId id, Work work) {
    var job =
        new Job() {
          @Override
          public RunKind kind() {
            return RunKind.VOTE;
          }

          @Override
          public Outcome work(Run run, JobContext context) throws Exception {
            return work.on(run);
          }
        };
    var runs = get(Runs.class);
    try {
      JobTasks.work(id, "test", runs, Map.of(RunKind.VOTE, job), get(HomeFolder.class));
    } finally {
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
    return runs.find(id).orElseThrow();
  }

  private RunId queued() {
    return get(Runs.class).queue(RunKind.VOTE, null, "{}", 0, "test", null).id();
  }

  @Test
  void a_run_whose_engine_is_told_to_stop_waits_for_the_next_engine() {
    var id = queued();
    assertThatThrownBy(() ->
            worked(
                id,
                _ -> {
                  throw new IllegalStateException("a file was closed", new InterruptedException());
                }))
        .isInstanceOf(JobTasks.EngineStoppedException.class);
    var stopped = get(Runs.class).find(id).orElseThrow();
    assertThat(stopped.state()).isEqualTo(RunState.QUEUED);
    assertThat(stopped.attempts()).isZero();

    assertThatThrownBy(() ->
            worked(
                id,
                _ -> {
                  Thread.currentThread().interrupt();
                  throw new IllegalStateException("stopped");
                }))
        .isInstanceOf(JobTasks.EngineStoppedException.class);

    var ended = worked(id, _ -> new Job.Outcome(Sentence.of("Cancelled."), "{}"));
    assertThat(ended.state()).isEqualTo(RunState.DONE);
  }

  @Test
  void a_run_that_fails_by_itself_is_over() {
    var ended =
        worked(
            queued(),
            _ -> {
              throw new IllegalStateException("no");
            });
    assertThat(ended.state()).isEqualTo(RunState.FAILED);
    assertThat(ended.message().english()).isEqualTo("no");
  }
}
