package undertone.annotator.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import undertone.annotator.jobs.PseudoJobPlan;
import undertone.annotator.jobs.TrainPlan;
import undertone.annotator.jobs.TrainedModels;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.run.RunKind;
import undertone.models.hosting.HostedModel;

/// `undertone run train …`: a recognition model learns from a corpus.
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description =
        "Lets a hosted recognition model learn from a corpus: from its labels, or with"
            + " --stage pre-train from its clips alone.")
final class TrainCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(paramLabel = "CORPUS")
  private String corpus = "";

  @Option(
      names = "--model",
      required = true,
      converter = ModelsCommand.Models.class,
      completionCandidates = ModelsCommand.Models.class,
      description = "${COMPLETION-CANDIDATES}.")
  private @Nullable HostedModel model;

  @Option(
      names = "--size",
      defaultValue = "tiny",
      description = "Size of its networks, as `models list` tells (${DEFAULT-VALUE}).")
  private String size = "tiny";

  @Option(
      names = "--stage",
      defaultValue = "fine-tune",
      description = "pre-train or fine-tune (${DEFAULT-VALUE}).")
  private String stage = "fine-tune";

  @Option(
      names = "--start",
      description =
          "What fine-tuning goes on from: a model that was learned here, or a file of weights that"
              + " `models add` brought (default: nothing).")
  private @Nullable String start;

  @Option(names = "--epochs", description = "Epochs (default: by stage and size).")
  private @Nullable Integer epochs;

  @Option(
      names = "--settled-only",
      description = "Only labels teach that curators settled, none that people agree on.")
  private boolean settledOnly;

  @Option(names = "--seed", defaultValue = "0", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Prints the run's figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var plan =
        new TrainPlan(
            model == null ? "" : model.name(),
            size,
            TrainPlan.Stage.of(stage),
            start,
            epochs,
            !settledOnly,
            PseudoJobPlan.DEFAULT.voters(),
            seed);
    try (var bench = Workbench.open(home.folder())) {
      var id = bench.get(Catalogue.class).require(corpus).id();
      bench.get(TrainedModels.class).mustStart(id, plan);
      return RunToTheEnd.of(bench, RunKind.TRAIN, id, plan, seed, json);
    }
  }
}
