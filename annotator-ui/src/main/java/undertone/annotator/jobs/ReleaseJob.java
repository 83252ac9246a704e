package undertone.annotator.jobs;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CorpusId;
import undertone.corpora.Sentence;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.exports.Release;
import undertone.exports.Releases;

/// Makes a release.
public final class ReleaseJob implements Job {

  private final Releases releases;
  private final Library library;

  ReleaseJob(Releases releases, Library library) {
    this.releases = releases;
    this.library = library;
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
        message(release, run.corpus().orElseThrow(), plan.policy().split()),
        release.manifest() == null ? "{}" : release.manifest());
  }

  private Sentence message(Release release, CorpusId corpus, @Nullable String split) {
    var unreadable =
        new ClipFilter(null, ClipState.UNREADABLE, null, split, null, null, null, null);
    long leftOut = library.count(corpus, unreadable);
    var mer = releases.manifestOf(release).mer();
    if (mer != null && mer.holdsPairs()) {
      return Sentence.of(
          "Release %s with %s clips. The files for %s hold %s pairs of descriptions; %s clips have"
              + " none and are not in them. Left out: %s clips that cannot be read.",
          release.name(), release.clips(), mer.track(), mer.clips(), mer.unlabelled(), leftOut);
    }
    if (mer != null) {
      return Sentence.of(
          "Release %s with %s clips, of which %s are in the files for %s; %s have no label and %s no"
              + " word there, as its manifest says label by label. Left out: %s clips that cannot"
              + " be read.",
          release.name(),
          release.clips(),
          mer.clips(),
          mer.track(),
          mer.unlabelled(),
          mer.wordless(),
          leftOut);
    }
    return leftOut == 0
        ? Sentence.of("Release %s with %s clips.", release.name(), release.clips())
        : Sentence.of(
            "Release %s with %s clips. Left out: %s clips that cannot be read; browse them by their"
                + " state to see why.",
            release.name(), release.clips(), leftOut);
  }
}
