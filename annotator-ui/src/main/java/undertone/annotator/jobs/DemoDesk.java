package undertone.annotator.jobs;

import org.springframework.stereotype.Component;
import undertone.annotator.home.CodeVersion;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.demo.DemoCorpus;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;

/// Sees to it that a newcomer finds something to look at.
@Component
public class DemoDesk {

  /// Name of the demo corpus.
  public static final String NAME = "Demo";

  private final Catalogue catalogue;
  private final Runs runs;
  private final JobTasks.Desk engine;

  DemoDesk(Catalogue catalogue, Runs runs, JobTasks.Desk engine) {
    this.catalogue = catalogue;
    this.runs = runs;
    this.engine = engine;
  }

  /// Asks the engine for the demo corpus unless it is there or under way.
  public void makeIfMissing() {
    boolean there = catalogue.all().stream().anyMatch(c -> c.name().equals(NAME));
    if (!there && !underWay()) {
      var run = runs.queue(RunKind.DEMO, null, "{}", DemoCorpus.SEED, CodeVersion.current(), null);
      engine.submit(run.id());
    }
  }

  /// Whether it is being made, or waits to be.
  public boolean underWay() {
    return runs.newest().stream().anyMatch(r -> r.kind() == RunKind.DEMO && !r.state().ended());
  }
}
