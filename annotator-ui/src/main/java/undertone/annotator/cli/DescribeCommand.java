package undertone.annotator.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import undertone.annotator.jobs.DescribePlan;
import undertone.annotator.jobs.DescribingModels;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.run.RunKind;

/// `undertone run describe …`: a model that learned on a corpus describes its clips.
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description =
        "Lets a model that learned on a corpus read its clips; what it reads can then be chosen as"
            + " features, by its name: run refine CORPUS --features aligned+NAME.")
final class DescribeCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(paramLabel = "CORPUS")
  private String corpus = "";

  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME",
      description = "Which, by its name, as `models list --corpus` tells.")
  private String model = "";

  @Option(names = "--json", description = "Prints the run's figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var plan = new DescribePlan(model);
    try (var bench = Workbench.open(home.folder())) {
      var id = bench.get(Catalogue.class).require(corpus).id();
      bench.get(DescribingModels.class).mustRead(id, plan);
      return RunToTheEnd.of(bench, RunKind.DESCRIBE, id, plan, 0, json);
    }
  }
}
