package undertone.annotator.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import undertone.annotator.jobs.CaptionPlan;
import undertone.annotator.jobs.DescribingModels;
import undertone.annotator.jobs.EarlierRefinements;
import undertone.annotator.jobs.LabelShares;
import undertone.annotator.jobs.PseudoJobPlan;
import undertone.annotator.jobs.RefinePlan;
import undertone.annotator.jobs.RobustnessPlan;
import undertone.annotator.jobs.TrainedModels;
import undertone.annotator.jobs.VotePlan;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.run.RunKind;
import undertone.engine.captions.CaptionRecipe;
import undertone.engine.features.FaceDescription;
import undertone.engine.pseudo.Prior;
import undertone.engine.pseudo.PseudoMethod;
import undertone.engine.refinement.Companion;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.RefinementMethod;
import undertone.engine.refinement.Start;
import undertone.models.pico.PartialLoss;

/// `undertone run …`: engine jobs from the command line.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs engine jobs.",
    subcommands = {
      RunCommand.Refine.class,
      RunCommand.Vote.class,
      RunCommand.Robustness.class,
      TrainCommand.class,
      DescribeCommand.class,
      RunCommand.Captions.class,
      RunCommand.Embed.class,
      RunCommand.Contradict.class,
      RunCommand.Rules.class,
      RunCommand.Pseudo.class,
      LlmCommand.class
    })
final class RunCommand {

  @Command(
      name = "refine",
      mixinStandardHelpOptions = true,
      description = "Refines the noisy candidate sets of a corpus and proposes corrections.")
  static final class Refine implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Option(
        names = "--method",
        defaultValue = "irnet",
        description =
            "irnet, trusted, crowdlab, confident-learning, pico, picoplus, alim, proden, rc, cc, lws,"
                + " proden-corrected, rc-corrected, forward, or of the votes alone: majority, dawid-skene, glad,"
                + " mace, label-model (${DEFAULT-VALUE}).")
    private String method = "irnet";

    @Option(names = "--voters", split = ",", description = "Voters that count (default: all).")
    private List<String> voters = List.of();

    @Option(
        names = "--features",
        defaultValue = "aligned",
        description =
            "Of faces: aligned, hog, face-net, landmarks, descriptor, a model that has described the"
                + " corpus by its name, or several such as aligned+landmarks (${DEFAULT-VALUE}).")
    private String faces = "aligned";

    @Option(
        names = "--init",
        defaultValue = "votes",
        description = "Networks start from votes, uniform or dawid-skene (${DEFAULT-VALUE}).")
    private String init = "votes";

    @Option(
        names = "--loss",
        description = "ce, cc, exp, lwc, lws, mae, mse, sce or gce (default: the method's own).")
    private @Nullable String loss;

    @Option(
        names = "--beside",
        description =
            "What weighs networks against votes: crowdlab or confident-learning (default: the"
                + " method's own way).")
    private @Nullable String beside;

    @Option(
        names = "--encoder",
        description =
            "Networks read the faces themselves: light or resnet18 (default: they read features).")
    private @Nullable String encoder;

    @Mixin private CorrectionOptions correction = new CorrectionOptions();

    @Option(names = "--epochs", defaultValue = "30", description = "Epochs (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--folds", defaultValue = "5", description = "Folds (${DEFAULT-VALUE}).")
    private int folds;

    @Option(names = "--delta", defaultValue = "0.12", description = "Margin (${DEFAULT-VALUE}).")
    private double delta;

    @Option(
        names = "--noise-threshold",
        defaultValue = "0.5",
        description = "Noise probability from which a clip is flagged (${DEFAULT-VALUE}).")
    private double noiseThreshold;

    @Option(names = "--seed", defaultValue = "0", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--hold",
        description = "Asks nobody about its proposals before somebody has let them in.")
    private boolean hold;

    @Option(
        names = "--continue",
        paramLabel = "RUN",
        description =
            "Goes on from what an earlier run learned: its number, or last. Same method, features"
                + " and folds; a quarter of the epochs.")
    private String continues = "";

    @Option(names = "--json", description = "Prints the run's figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var plan =
          new RefinePlan(
              RefinementMethod.of(method),
              voters,
              FaceDescription.of(faces),
              epochs,
              folds,
              delta,
              noiseThreshold,
              seed,
              hold,
              Start.of(init),
              loss == null ? null : PartialLoss.of(loss),
              beside == null ? null : Companion.of(beside),
              encoder == null ? null : PixelEncoder.of(encoder),
              null,
              correction.rules());
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        var faces = bench.get(DescribingModels.class).mustDescribe(id, plan.faces());
        var asked = goingOn(bench, id, plan.seeing(faces));
        bench.get(EarlierRefinements.class).of(id, asked);
        return RunToTheEnd.of(bench, RunKind.REFINE, id, asked, seed, json);
      }
    }

    private RefinePlan goingOn(Workbench bench, CorpusId corpus, RefinePlan plan) {
      if (continues.isEmpty()) {
        return plan;
      }
      if (continues.equals("last")) {
        var last = bench.get(EarlierRefinements.class).last(corpus, plan);
        return plan.goingOnFrom(last.run().id().value());
      }
      try {
        return plan.goingOnFrom(Long.parseLong(continues));
      } catch (NumberFormatException _) {
        throw new InvalidValueException("\"%s\" is no run; give its number, or last.", continues);
      }
    }
  }

  @Command(
      name = "vote",
      mixinStandardHelpOptions = true,
      description = "Lets a model vote on a corpus, as a machine voter of its name.")
  static final class Vote implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    @Option(
        names = "--model",
        defaultValue = "face-expression",
        description =
            "Which: face-expression; caption-space, what captions taught; or one that learned here"
                + " or elsewhere by its name, as `models list --corpus` tells (${DEFAULT-VALUE}).")
    private String model = "face-expression";

    @Option(
        names = "--map",
        split = ",",
        paramLabel = "CLASS=LABEL",
        description =
            "Of a model that learned elsewhere: labels that its classes stand for, where they are"
                + " not called alike, or none; such as neutral=calm,contempt=none.")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(
        names = "--let-in",
        description = "Lets the votes of a model on probation count, instead of looking.")
    private boolean letIn;

    @Option(
        names = "--suspend",
        description = "Lets the votes of a model count no more, instead of looking.")
    private boolean suspend;

    @Option(names = "--json", description = "Prints the run's figures as JSON.")
    private boolean json;

    /// As of `refine`, or by its name.
    private static final class Where {
      @Parameters(paramLabel = "CORPUS")
      private String corpus = "";

      @Option(names = "--corpus", paramLabel = "CORPUS", description = "The same.")
      private String named = "";
    }

    @Override
    public Integer call() throws Exception {
      if (letIn && suspend) {
        throw new InvalidValueException("Give --let-in or --suspend, not both.");
      }
      var plan =
          new VotePlan(
              model,
              letIn ? VotePlan.Deed.LET_IN : suspend ? VotePlan.Deed.SUSPEND : VotePlan.Deed.LOOK,
              map);
      try (var bench = Workbench.open(home.folder())) {
        var catalogue = bench.get(Catalogue.class);
        var id = catalogue.require(where.named.isEmpty() ? where.corpus : where.named).id();
        var learned = bench.get(TrainedModels.class).of(id);
        var whole = plan.whole(learned);
        whole.mustSuit(catalogue.schemeOf(id), learned);
        return RunToTheEnd.of(bench, RunKind.VOTE, id, whole, 0, json);
      }
    }
  }

  @Command(
      name = "robustness",
      mixinStandardHelpOptions = true,
      description =
          "Says what noise and blur cost a model that votes, on clips whose label is decided.")
  static final class Robustness implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Option(
        names = "--model",
        defaultValue = "face-expression",
        description =
            "Which: face-expression, or one learned here by its name, as `models list --corpus`"
                + " tells (${DEFAULT-VALUE}).")
    private String model = "face-expression";

    @Option(
        names = "--noise",
        description = "A folder with sound files of speech (default: the voices of the demo).")
    private @Nullable Path noise;

    @Option(
        names = "--clips",
        defaultValue = "200",
        description = "At most so many are made worse (${DEFAULT-VALUE}).")
    private int clips;

    @Option(
        names = "--seed",
        defaultValue = "0",
        description = "Draws them, and the noise under each (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Prints the run's figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var plan =
          new RobustnessPlan(
              model,
              noise == null ? null : noise.toAbsolutePath().normalize().toString(),
              clips,
              seed);
      try (var bench = Workbench.open(home.folder())) {
        var catalogue = bench.get(Catalogue.class);
        var id = catalogue.require(corpus).id();
        plan.mustSuit(catalogue.schemeOf(id), bench.get(TrainedModels.class).of(id));
        return RunToTheEnd.of(bench, RunKind.ROBUSTNESS, id, plan, seed, json);
      }
    }
  }

  @Command(
      name = "caption",
      mixinStandardHelpOptions = true,
      description =
          "Learns from the captions of a corpus, so that descriptions find clips nobody captioned.")
  static final class Captions implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Option(names = "--epochs", description = "Epochs (default: by the number of captions).")
    private @Nullable Integer epochs;

    @Option(
        names = "--features",
        defaultValue = "aligned",
        description = "Of faces, as of refine, without models (${DEFAULT-VALUE}).")
    private String faces = "aligned";

    @Option(
        names = "--local",
        defaultValue = "sampled",
        description =
            "How sentences about parts of a face teach: sampled, one per clip and step; attended,"
                + " all of them, each choosing what it looks at (${DEFAULT-VALUE}).")
    private String local = "sampled";

    @Option(names = "--seed", defaultValue = "0", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Prints the run's figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var plan =
          new CaptionPlan(epochs, FaceDescription.of(faces), CaptionRecipe.Local.of(local), seed);
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        return RunToTheEnd.of(bench, RunKind.CAPTION, id, plan, seed, json);
      }
    }
  }

  @Command(
      name = "embed",
      mixinStandardHelpOptions = true,
      description = "Brings clips that came since into the space learned from captions.")
  static final class Embed implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Option(names = "--json", description = "Prints the run's figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        return RunToTheEnd.of(bench, RunKind.EMBED, id, Map.of(), 0, json);
      }
    }
  }

  @Command(
      name = "contradict",
      mixinStandardHelpOptions = true,
      description = "Looks for captions that contradict the label sets of their clips.")
  static final class Contradict implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Option(names = "--json", description = "Prints the run's figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        return RunToTheEnd.of(bench, RunKind.CONTRADICT, id, Map.of(), 0, json);
      }
    }
  }

  @Command(
      name = "rules",
      mixinStandardHelpOptions = true,
      description = "Lets the rules of a corpus vote.")
  static final class Rules implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Option(names = "--json", description = "Prints the run's figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        return RunToTheEnd.of(bench, RunKind.RULES, id, Map.of(), 0, json);
      }
    }
  }

  @Command(
      name = "pseudo",
      mixinStandardHelpOptions = true,
      description = "Spreads the labels of some clips over the others and proposes them.")
  static final class Pseudo implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Option(
        names = "--method",
        defaultValue = "fixmatch",
        description =
            "supervised, self-training, noisy-student, mean-teacher, fixmatch, flexmatch or"
                + " freematch (${DEFAULT-VALUE}).")
    private String method = "fixmatch";

    @Option(
        names = "--gate",
        defaultValue = "0.9",
        description = "Least confidence of a proposed label (${DEFAULT-VALUE}).")
    private double gate;

    @Option(
        names = "--settled-only",
        description = "Only labels teach that curators settled, none that people agree on.")
    private boolean settledOnly;

    @Option(
        names = "--voters",
        defaultValue = "2",
        description = "How many people must agree on a label that teaches (${DEFAULT-VALUE}).")
    private int voters;

    @Option(
        names = "--voted",
        description = "Proposes also for clips that people voted on and nobody settled.")
    private boolean voted;

    @Option(
        names = "--no-sets",
        description = "Keeps no sets of labels as votes for clips that do not pass.")
    private boolean noSets;

    @Option(
        names = "--prior",
        defaultValue = "none",
        description = "Shares of labels: none, uniform, labelled or custom (${DEFAULT-VALUE}).")
    private String prior = "none";

    @Option(
        names = "--share",
        paramLabel = "LABEL=SHARE",
        description =
            "Of the clips, as you believe, with --prior custom; as often as you like. Labels that are"
                + " not named share alike what is left.")
    private Map<String, Double> shares = new LinkedHashMap<>();

    @Mixin private PerLabelOptions perLabel = new PerLabelOptions();

    @Option(
        names = "--features",
        defaultValue = "aligned",
        description = "Of faces, as of refine (${DEFAULT-VALUE}).")
    private String faces = "aligned";

    @Option(
        names = "--encoder",
        description =
            "Networks look at the faces themselves: light or resnet18 (default: they read"
                + " features).")
    private @Nullable String encoder;

    @Option(names = "--folds", defaultValue = "5", description = "Folds (${DEFAULT-VALUE}).")
    private int folds;

    @Option(names = "--steps", defaultValue = "1000", description = "Steps (${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
        names = "--hold",
        description = "Asks nobody about its proposals before somebody has let them in.")
    private boolean hold;

    @Option(names = "--seed", defaultValue = "0", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Prints the run's figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var plan =
          new PseudoJobPlan(
              PseudoMethod.of(method),
              gate,
              !settledOnly,
              voters,
              voted,
              !noSets,
              Prior.of(prior),
              new LabelShares(shares),
              perLabel.thresholds(),
              FaceDescription.of(faces),
              encoder == null ? null : PixelEncoder.of(encoder),
              folds,
              steps,
              rounds,
              hold,
              seed);
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        var faces = bench.get(DescribingModels.class).mustDescribe(id, plan.faces());
        plan.mustFit(bench.get(Catalogue.class).schemeOf(id));
        return RunToTheEnd.of(bench, RunKind.PSEUDO, id, plan.seeing(faces), seed, json);
      }
    }
  }
}
