package undertone.annotator.cli;

import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.CodeVersion;
import undertone.annotator.jobs.EngineHouse;
import undertone.annotator.jobs.JobTasks;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;

/// Queues a run and waits for its end. Where Undertone is serving, its engine does the work;
/// otherwise an engine is started here for as long as it takes.
final class RunToTheEnd {
  private RunToTheEnd() {}

  /// @return the exit code: 0 when the run is done
  static int of(
      Workbench bench, RunKind kind, CorpusId corpus, Object plan, long seed, boolean json)
      throws InterruptedException {
    var runs = bench.get(Runs.class);
    var run =
        runs.queue(
            kind,
            corpus,
            JsonMapper.shared().writeValueAsString(plan),
            seed,
            CodeVersion.current(),
            null);
    bench.get(JobTasks.Desk.class).submit(run.id());
    if (bench.database().served()) {
      return report(await(runs, run.id(), json), json);
    }
    var engine = EngineHouse.engine(bench.house(), "command " + ProcessHandle.current().pid(), 2);
    engine.start();
    try {
      return report(await(runs, run.id(), json), json);
    } finally {
      engine.stop();
    }
  }

  private static Run await(Runs runs, RunId id, boolean quiet) throws InterruptedException {
    var shown = "";
    while (true) {
      var run = runs.find(id).orElseThrow();
      if (run.state().ended()) {
        return run;
      }
      var line = "%3.0f %%  %s".formatted(100 * run.progress(), run.message());
      if (!quiet && !line.equals(shown)) {
        System.out.println(line);
        shown = line;
      }
      Thread.sleep(Duration.ofMillis(300)); // another process does the work; nothing to wait on
    }
  }

  private static int report(Run run, boolean json) {
    if (json) {
      System.out.println(run.summary().orElse("{}"));
    } else {
      System.out.printf("run %s %s: %s%n", run.id(), run.state(), run.message());
    }
    return run.state() == RunState.DONE ? 0 : 1;
  }
}
