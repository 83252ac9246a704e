package undertone.annotator.jobs;

import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.Sentence;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.exports.Releases;

/// Makes a release.
public final class ReleaseJob implements Job {

  private final Releases releases;

  ReleaseJob(Releases releases) {
    this.releases = releases;
  }

  @Override
  public RunKind kind() {
    return RunKind.RELEASE;
  }

  @Override
  public Outcome work(Run run, JobContext context) {
    var plan = JsonMapper.shared().readValue(run.plan(), ReleasePlan.class);
    var release =
        releases.create(
            run.corpus().orElseThrow(),
            plan.name(),
            plan.policy(),
            run.id(),
            (share, doing) -> {
              context.stopIfCancelled();
              context.report(share, doing);
            });
    return new Outcome(
        Sentence.of("Release %s with %s clips.", release.name(), release.clips()),
        release.manifest() == null ? "{}" : release.manifest());
  }
}
