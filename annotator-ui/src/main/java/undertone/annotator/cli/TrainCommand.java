package undertone.annotator.cli;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import undertone.annotator.jobs.FeatureChoice;
import undertone.annotator.jobs.PseudoJobPlan;
import undertone.annotator.jobs.TrainPlan;
import undertone.annotator.jobs.TrainedModels;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.run.RunKind;

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
      completionCandidates = Learners.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String model = "";

  @Option(
      names = "--size",
      description = "Size of its networks, as `models list` tells (default: the smallest).")
  private @Nullable String size;

  @Option(
      names = "--stage",
      defaultValue = "fine-tune",
      description =
          "pre-train (to fill gaps), fine-tune (to tell labels apart) or dimensions (to rate valence"
              + " and arousal of whole clips) (${DEFAULT-VALUE}).")
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

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "MODALITY=SET",
      description =
          "Of a model on features: what it is shown of text, audio, visual: own (the product's"
              + " extractor), none, or a set that `features import` brought; such as"
              + " audio=mine,visual=none (default: own of each).")
  private Map<String, String> features = new LinkedHashMap<>();

  @Option(
      names = "--missing",
      paramLabel = "R",
      description =
          "Of a model on features: share of what is there that is taken away while it learns, so"
              + " that it bears absence, 0..0.9 (default: 0.2).")
  private @Nullable Double missing;

  @Option(
      names = "--tracks",
      paramLabel = "VOTER",
      description =
          "Of a model that follows clips in time, or of the stage dimensions: whose tracks teach it"
              + " valence, arousal and (of faces) action units, or none (default: those of whoever"
              + " follows most clips). What people traced teaches it in any case.")
  private @Nullable String tracks;

  @Option(
      names = "--test-clips",
      paramLabel = "N",
      description =
          "Of a model that looks at whole clips: windows of time by which it judges one, evenly from"
              + " the first to the last (default: 2).")
  private @Nullable Integer testClips;

  @Option(
      names = "--test-crops",
      paramLabel = "N",
      description =
          "Windows of the picture in each, along its longer side as papers have it; aligned faces"
              + " are square, so there all are one, which is read once (default: 1).")
  private @Nullable Integer testCrops;

  @Option(
      names = "--recompute",
      description =
          "Of a model that looks at whole clips: computes blocks again on the way back instead of"
              + " keeping all that they made; less memory, more time, the same gradients.")
  private boolean recompute;

  @Option(
      names = "--alter",
      negatable = true,
      description =
          "Of a model that looks at whole clips: alters films by chance while they teach, as"
              + " published (other colours and places, pieces, boxes of noise; of pre-training,"
              + " pieces); --no-alter leaves them as they are (default: altered, but for the size"
              + " tiny).")
  private @Nullable Boolean alter;

  @Option(names = "--seed", defaultValue = "0", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Prints the run's figures as JSON.")
  private boolean json;

  /// Names of models that can learn.
  static final class Learners implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return TrainPlan.models().iterator();
    }
  }

  @Override
  public Integer call() throws Exception {
    var plan =
        new TrainPlan(
            model,
            Objects.requireNonNullElseGet(size, () -> TrainPlan.usualSize(model)),
            TrainPlan.Stage.of(stage),
            start,
            epochs,
            !settledOnly,
            PseudoJobPlan.DEFAULT.voters(),
            seed,
            features.isEmpty() && missing == null
                ? null
                : FeatureChoice.of(
                    features, Objects.requireNonNullElse(missing, FeatureChoice.USUAL.missing())),
            tracks,
            testClips,
            testCrops,
            recompute,
            alter);
    try (var bench = Workbench.open(home.folder())) {
      var id = bench.get(Catalogue.class).require(corpus).id();
      bench.get(TrainedModels.class).mustStart(id, plan);
      return RunToTheEnd.of(bench, RunKind.TRAIN, id, plan, seed, json);
    }
  }
}
