package undertone.annotator.jobs;

import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.CodeVersion;
import undertone.corpora.Sentence;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.demo.DemoCorpus;
import undertone.corpora.importing.ImportOrder;
import undertone.corpora.importing.Importer;
import undertone.corpora.media.MediaProbe;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.scheme.ShippedSchemes;

/// Makes the demo corpus: clips of an animated face, brought in like any folder, then prepared and
/// refined so that a newcomer finds something to annotate and something to review.
public final class DemoJob implements Job {

  private static final String SCHEME = "ferplus8";
  private static final String GUIDELINES =
      """
      Say which emotions are **possible**. Several honest possibilities are worth more than a forced \
      guess. Look at the face, listen to the voice, and take the lines before and after into account.
      """;

  private final Catalogue catalogue;
  private final Importer importer;
  private final MediaStore store;
  private final MediaProbe probe;
  private final Runs runs;
  private final JobTasks.Desk engine;

  DemoJob(
      Catalogue catalogue,
      Importer importer,
      MediaStore store,
      MediaProbe probe,
      Runs runs,
      JobTasks.Desk engine) {
    this.catalogue = catalogue;
    this.importer = importer;
    this.store = store;
    this.probe = probe;
    this.runs = runs;
    this.engine = engine;
  }

  @Override
  public RunKind kind() {
    return RunKind.DEMO;
  }

  @Override
  public Outcome work(Run run, JobContext context) throws IOException {
    var folder = context.home().demo();
    DemoCorpus.write(
        folder,
        run.seed(),
        (_, done, total) -> {
          context.stopIfCancelled();
          context.report(
              0.8 * done / total, Sentence.of("drawing and voicing: %s of %s", done, total));
        });
    var corpus =
        catalogue.all().stream()
            .filter(c -> c.name().equals(DemoDesk.NAME))
            .findFirst()
            .orElseGet(this::corpus);
    var report =
        importer.run(
            new ImportOrder(corpus.id(), folder, 2),
            store,
            probe,
            (share, doing) -> {
              context.stopIfCancelled();
              context.report(0.8 + 0.2 * share, doing);
            });
    follow(corpus, RunKind.PREPARE, "{}");
    follow(corpus, RunKind.REFINE, JsonMapper.shared().writeValueAsString(RefinePlan.DEFAULT));
    return new Outcome(report.message(), JsonMapper.shared().writeValueAsString(report));
  }

  private Corpus corpus() {
    var corpus = catalogue.create(DemoDesk.NAME, ShippedSchemes.find(SCHEME).orElseThrow(), "en");
    catalogue.describe(
        corpus.id(),
        DemoDesk.NAME,
        "Made by Undertone itself: drawn faces, a synthetic voice, five simulated annotators.",
        GUIDELINES,
        null);
    return corpus;
  }

  private void follow(Corpus corpus, RunKind kind, String plan) {
    engine.submit(runs.queue(kind, corpus.id(), plan, 0, CodeVersion.current(), null).id());
  }
}
