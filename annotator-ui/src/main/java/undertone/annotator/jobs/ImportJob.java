package undertone.annotator.jobs;

import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.CodeVersion;
import undertone.corpora.importing.ImportOrder;
import undertone.corpora.importing.Importer;
import undertone.corpora.media.MediaProbe;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;

/// Brings a folder into a corpus, then asks for its media to be prepared.
public final class ImportJob implements Job {

  private final Importer importer;
  private final MediaStore store;
  private final MediaProbe probe;
  private final Runs runs;
  private final JobTasks.Desk engine;

  ImportJob(
      Importer importer, MediaStore store, MediaProbe probe, Runs runs, JobTasks.Desk engine) {
    this.importer = importer;
    this.store = store;
    this.probe = probe;
    this.runs = runs;
    this.engine = engine;
  }

  @Override
  public RunKind kind() {
    return RunKind.IMPORT;
  }

  @Override
  public Outcome work(Run run, JobContext context) {
    var plan = JsonMapper.shared().readValue(run.plan(), ImportPlan.class);
    var order = new ImportOrder(run.corpus().orElseThrow(), Path.of(plan.folder()), plan.topK());
    var report =
        importer.run(
            order,
            store,
            probe,
            (share, doing) -> {
              context.stopIfCancelled();
              context.report(share, doing);
            });
    var prepare =
        runs.queue(
            RunKind.PREPARE,
            order.corpus(),
            "{}",
            0,
            CodeVersion.current(),
            run.startedBy().orElse(null));
    engine.submit(prepare.id());
    return new Outcome(report.message(), JsonMapper.shared().writeValueAsString(report));
  }
}
