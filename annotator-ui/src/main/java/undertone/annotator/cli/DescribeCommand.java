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

/// `undertone run describe …`: a model that learned on a corpus, or was brought in, describes its
/// clips.
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description =
        "Lets a model that learned on a corpus, or OpenCLIP weights that were brought in, read its"
            + " clips; what is read can then be chosen as features, by the model's name: run refine"
            + " CORPUS --features aligned+NAME.")
final class DescribeCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(paramLabel = "CORPUS")
  private String corpus = "";

  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME",
      description =
          "Which, by its name, as `models list --corpus` tells; of one that was brought in the hash"
              + " may be left out while there is one of its size, as in openclip-vit-b-32.")
  private String model = "";

  @Option(names = "--json", description = "Prints the run's figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var plan = new DescribePlan(model);
    try (var bench = Workbench.open(home.folder())) {
      var id = bench.get(Catalogue.class).require(corpus).id();
      var models = bench.get(DescribingModels.class);
      var whole = models.whole(id, plan);
      models.mustRead(id, whole);
      return RunToTheEnd.of(bench, RunKind.DESCRIBE, id, whole, 0, json);
    }
  }
}
