package undertone.annotator.jobs;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.importing.MerImporter;
import undertone.corpora.importing.MerOrder;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;

/// Brings a file of a MER challenge into a corpus that holds its clips. What it says already is not
/// written again, so a run that was stopped goes on where it was.
public final class MerImportJob implements Job {
  private final MerImporter importer;

  MerImportJob(MerImporter importer) {
    this.importer = importer;
  }

  @Override
  public RunKind kind() {
    return RunKind.MER;
  }

  @Override
  public Outcome work(Run run, JobContext context) {
    var plan = JsonMapper.shared().readValue(run.plan(), MerImportPlan.class);
    var order =
        new MerOrder(
            run.corpus().orElseThrow(),
            Path.of(plan.file()),
            plan.voter(),
            plan.gold(),
            plan.part(),
            path(plan.candidates()),
            plan.topK(),
            plan.labels(),
            path(plan.wheels()),
            plan.language(),
            plan.dryRun());
    var report =
        importer.run(
            order,
            (share, doing) -> {
              context.stopIfCancelled();
              context.report(share, doing);
            });
    var message = run.startedAt().isPresent() ? report.messageOfGoingOn() : report.message();
    return new Outcome(message, JsonMapper.shared().writeValueAsString(report));
  }

  private static @Nullable Path path(@Nullable String written) {
    return written == null ? null : Path.of(written);
  }
}
