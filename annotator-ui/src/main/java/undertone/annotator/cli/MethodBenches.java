package undertone.annotator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import undertone.annotator.jobs.EngineHouse;
import undertone.engine.bench.Annotators;
import undertone.engine.bench.CouncilBench;
import undertone.engine.bench.CurvePlan;
import undertone.engine.bench.GoldPolicy;
import undertone.engine.bench.PicoBench;
import undertone.engine.bench.PicoBenchOptions;
import undertone.engine.bench.RefineBench;
import undertone.engine.bench.RefineBenchOptions;
import undertone.engine.bench.RefineBenchOptions.PlanChanges;
import undertone.engine.bench.TableFormat;
import undertone.engine.bench.TableSlice;
import undertone.engine.bench.VoteBench;
import undertone.engine.features.FaceDescription;
import undertone.engine.llm.AskKind;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.Start;
import undertone.models.pico.PartialLoss;

/// Benches of methods, on tables and pictures: nothing of an installation is touched.
final class MethodBenches {

  private MethodBenches() {}

  private static @Nullable TableFormat formatOf(@Nullable String written) {
    return written == null ? null : TableFormat.of(written);
  }

  /// What the benches of refinement share.
  abstract static class OfRefinement implements Callable<Integer> {
    @Option(
        names = "--data",
        required = true,
        description = "A folder with clips.csv, or a partial-label table (.mat).")
    private @Nullable Path data;

    @Option(
        names = "--format",
        description = "What it is read as: clips or mat (default: guessed from the path).")
    private @Nullable String format;

    @Option(names = "--voters", split = ",", description = "Voters that count (default: all).")
    private List<String> voters = List.of();

    @Option(names = "--top-k", defaultValue = "2", description = "Of a ranking (${DEFAULT-VALUE}).")
    private int topK;

    @Option(names = "--sample-votes", defaultValue = "0", description = "Of the crowd; 0 = all.")
    private int sampleVotes;

    @Option(names = "--min-votes", defaultValue = "1", description = "(${DEFAULT-VALUE})")
    private int minVotes;

    @Option(names = "--split", description = "Only this split.")
    private @Nullable String split;

    @Option(names = "--limit", defaultValue = "0", description = "So many clips; 0 = all.")
    private int limit;

    @Option(names = "--group", description = "Column that folds never cut.")
    private @Nullable String group;

    @Option(names = "--scheme", description = "Label scheme (default: the table's words).")
    private @Nullable Path scheme;

    @Option(
        names = "--annotators",
        defaultValue = "0",
        description =
            "Simulated where votes are anonymous counts; 0 = ten where the method must know who"
                + " voted, else none.")
    private int annotators;

    @Option(
        names = "--abilities",
        defaultValue = ".5-.95",
        description = "Of simulated annotators, the least able to the most (${DEFAULT-VALUE}).")
    private String abilities = ".5-.95";

    @Option(
        names = "--of-gold",
        description =
            "Simulated annotators look at the gold label, and only they vote; for tables without"
                + " votes.")
    private boolean ofGold;

    @Option(
        names = "--init",
        defaultValue = "votes",
        description = "Networks start from votes, uniform or dawid-skene (${DEFAULT-VALUE}).")
    private String init = "votes";

    @Option(
        names = "--features",
        defaultValue = "aligned",
        description =
            "Of faces: aligned, hog, face-net, landmarks, descriptor, or several such as"
                + " aligned+landmarks (${DEFAULT-VALUE}).")
    private String faces = "aligned";

    @Mixin private LearnedModels models = new LearnedModels();

    @Option(names = "--epochs", defaultValue = "0", description = "0 = the method's own.")
    private int epochs;

    @Option(names = "--folds", defaultValue = "0", description = "0 = the method's own.")
    private int folds;

    @Option(
        names = "--loss",
        description = "ce, cc, exp, lwc, lws, mae, mse, sce or gce (default: the method's own).")
    private @Nullable String loss;

    @Option(
        names = "--encoder",
        description =
            "Networks read the faces themselves: light or resnet18 (default: they read features).")
    private @Nullable String encoder;

    @Mixin private CorrectionOptions correction = new CorrectionOptions();

    @Option(names = "--seed", defaultValue = "0", description = "(${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--cache", description = "Where features are kept between benches.")
    private @Nullable Path cache;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    /// What is asked, as the command line says it.
    final RefineBenchOptions options(String method, int gold, GoldPolicy policy) {
      if (data == null) {
        throw new IllegalArgumentException("Say where the table is with --data.");
      }
      return new RefineBenchOptions(
          data.toAbsolutePath().normalize(),
          formatOf(format),
          voters,
          topK,
          sampleVotes,
          minVotes,
          split,
          limit,
          group,
          gold,
          policy,
          scheme,
          method,
          new Annotators(
                  annotators, Annotators.AS_NEEDED.least(), Annotators.AS_NEEDED.most(), ofGold)
              .of(abilities),
          Start.of(init),
          FaceDescription.of(faces),
          new PlanChanges(
              epochs,
              folds,
              loss == null ? null : PartialLoss.of(loss),
              encoder == null ? null : PixelEncoder.of(encoder),
              correction.rules()),
          seed);
    }

    final int report(RefineBenchOptions options, EngineHouse.Measuring measuring)
        throws IOException, InterruptedException {
      var features = cache == null ? Files.createTempDirectory("undertone-features") : cache;
      BenchCommand.report(EngineHouse.bench(options, features, models.folders(), measuring), json);
      return 0;
    }
  }

  @Command(
      name = "refine",
      mixinStandardHelpOptions = true,
      description = "A refinement method on a table with gold labels.")
  static final class Refine extends OfRefinement {
    @Option(names = "--gold", defaultValue = "0", description = "Gold labels to reveal.")
    private int gold;

    @Option(
        names = "--gold-policy",
        defaultValue = "random",
        description = "Which ones: random or active (${DEFAULT-VALUE}).")
    private String policy = "random";

    @Option(
        names = "--method",
        defaultValue = "irnet",
        description =
            "irnet, trusted, crowdlab, confident-learning, pico, picoplus, alim, proden, rc, cc, lws,"
                + " proden-corrected, rc-corrected, forward, also with +trusted, +crowdlab or"
                + " +confident-learning; of the votes alone: majority, dawid-skene, glad, mace, label-model (${DEFAULT-VALUE}).")
    private String method = "irnet";

    @Override
    public Integer call() throws Exception {
      return report(options(method, gold, GoldPolicy.of(policy)), RefineBench::run);
    }
  }

  @Command(
      name = "curve",
      mixinStandardHelpOptions = true,
      description =
          "Right labels against confirmed clips; takes what refine takes, with lists of --gold,"
              + " --gold-policy and --method. A third of the groups is measured and never revealed.")
  static final class Curve extends OfRefinement {
    @Option(
        names = {"--golds", "--gold"},
        split = ",",
        defaultValue = "0,50,100,200,500",
        description = "Numbers of gold labels to reveal (${DEFAULT-VALUE}).")
    private List<Integer> golds = List.of();

    @Option(
        names = {"--methods", "--method"},
        split = ",",
        defaultValue = "trusted",
        description = "As of refine, a curve each (${DEFAULT-VALUE}).")
    private List<String> methods = List.of();

    @Option(
        names = {"--policies", "--gold-policy"},
        split = ",",
        defaultValue = "random,active",
        description = "Which gold labels: random, active (${DEFAULT-VALUE}).")
    private List<String> policies = List.of();

    @Option(names = "--png", description = "Also draws the curves into this file.")
    private @Nullable Path png;

    @Override
    public Integer call() throws Exception {
      var plan = new CurvePlan(methods, golds, policies.stream().map(GoldPolicy::of).toList(), png);
      var options = options(methods.getFirst(), 0, plan.policies().getFirst());
      return report(options, (bench, asked) -> bench.curve(asked, plan));
    }
  }

  @Command(
      name = "growth",
      mixinStandardHelpOptions = true,
      description =
          "A run that goes on from one that knew fewer clips, beside one from scratch: what it takes"
              + " and what becomes different. Takes what refine takes.")
  static final class Growth extends OfRefinement {
    @Option(
        names = "--new",
        defaultValue = "100",
        description = "Clips the earlier run did not know, whole groups (${DEFAULT-VALUE}).")
    private int newClips;

    @Option(
        names = "--method",
        defaultValue = "irnet",
        description = "As of refine, one whose networks can go on (${DEFAULT-VALUE}).")
    private String method = "irnet";

    @Override
    public Integer call() throws Exception {
      return report(
          options(method, 0, GoldPolicy.RANDOM), (bench, asked) -> bench.growth(asked, newClips));
    }
  }

  /// What the benches of votes share.
  abstract static class OfVotes implements Callable<Integer> {
    @Option(
        names = "--data",
        required = true,
        description = "A folder with clips.csv, or a partial-label table (.mat).")
    private @Nullable Path data;

    @Option(
        names = "--format",
        description = "What it is read as: clips or mat (default: guessed from the path).")
    private @Nullable String format;

    @Option(names = "--voters", split = ",", description = "Voters that count (default: all).")
    private List<String> voters = List.of();

    @Option(names = "--split", description = "Only this split.")
    private @Nullable String split;

    @Option(names = "--limit", defaultValue = "0", description = "So many clips; 0 = all.")
    private int limit;

    @Option(names = "--scheme", description = "Label scheme (default: the table's words).")
    private @Nullable Path scheme;

    @Option(names = "--seed", defaultValue = "0", description = "(${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    abstract Map<String, Object> measure(TableSlice slice) throws IOException;

    @Override
    public Integer call() throws Exception {
      if (data == null) {
        throw new IllegalArgumentException("Say where the table is with --data.");
      }
      var folder = data.toAbsolutePath().normalize();
      BenchCommand.report(
          measure(new TableSlice(folder, formatOf(format), voters, scheme, split, limit, seed)),
          json);
      return 0;
    }
  }

  @Command(
      name = "aggregate",
      mixinStandardHelpOptions = true,
      description =
          "Brings the votes of a table together, without looking at clips. Annotators of anonymous"
              + " counts are simulated.")
  static final class Aggregate extends OfVotes {
    @Option(
        names = "--method",
        defaultValue = "dawid-skene",
        description = "dawid-skene, glad, mace, label-model or majority (${DEFAULT-VALUE}).")
    private String method = "dawid-skene";

    @Option(
        names = "--annotators",
        defaultValue = "10",
        description = "Simulated where votes are anonymous counts (${DEFAULT-VALUE}).")
    private int annotators;

    @Option(
        names = "--sample-votes",
        defaultValue = "0",
        description = "Simulated annotators who see a clip; 0 = as many as really voted.")
    private int perClip;

    @Option(names = "--truth", description = "Column with the truth (default: label).")
    private @Nullable String truth;

    @Override
    Map<String, Object> measure(TableSlice slice) throws IOException {
      return VoteBench.aggregate(new VoteBench.Options(slice, method, annotators, perClip, truth));
    }
  }

  @Command(
      name = "agreement",
      mixinStandardHelpOptions = true,
      description = "How far the voters of a table agree: every statistic with its interval.")
  static final class AgreementOf extends OfVotes {
    @Option(
        names = "--annotators",
        defaultValue = "0",
        description =
            "Simulated where votes are anonymous counts; 0 = the counts as they are"
                + " (${DEFAULT-VALUE}).")
    private int annotators;

    @Override
    Map<String, Object> measure(TableSlice slice) throws IOException {
      return VoteBench.agreement(new VoteBench.Options(slice, "majority", annotators, 0, null));
    }
  }

  @Command(
      name = "council",
      mixinStandardHelpOptions = true,
      description =
          "A machine that ranks labels beside simulated people: how often the council is right with"
              + " and without it, and what their disagreement finds.")
  static final class Council extends OfVotes {
    @Option(
        names = "--human-votes",
        defaultValue = "2",
        description = "Of people on each clip (${DEFAULT-VALUE}).")
    private int votes;

    @Option(
        names = "--accuracy",
        split = ",",
        defaultValue = "0.65",
        description = "Of people, 0 to 1; several are measured each (${DEFAULT-VALUE}).")
    private List<Double> accuracies = List.of();

    @Option(
        names = "--confidence",
        description =
            "Column with the per cent of people who are right about a clip, in place of --accuracy.")
    private @Nullable String confidence;

    @Option(
        names = "--profile",
        split = ",",
        description =
            "Simulates the machine: how often the truth stands at its first, second, ... place"
                + " (default: the table's rankings).")
    private List<Double> profile = List.of();

    @Option(
        names = "--gold",
        defaultValue = "0",
        description =
            "Truths that teach how far to believe the machine, at least 100; 0 = published places"
                + " (${DEFAULT-VALUE}).")
    private int gold;

    @Option(
        names = "--kind",
        defaultValue = "FACE",
        description = "What it looked at: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private AskKind kind = AskKind.FACE;

    @Option(
        names = "--seeds",
        defaultValue = "5",
        description = "How often everything is drawn, from --seed on (${DEFAULT-VALUE}).")
    private int seeds;

    @Override
    Map<String, Object> measure(TableSlice slice) throws IOException {
      return CouncilBench.run(
          new CouncilBench.Options(
              slice, votes, accuracies, confidence, profile, gold, kind, seeds));
    }
  }

  @Command(
      name = "pico",
      mixinStandardHelpOptions = true,
      description = "Learning from pictures with candidate sets, from the pixels on.")
  static final class Pico implements Callable<Integer> {
    @Option(
        names = "--data",
        required = true,
        description = "A tar.gz of train/CLASS and test/CLASS, or a folder with clips.csv.")
    private @Nullable Path data;

    @Option(
        names = "--plan",
        description =
            "light, a published plan such as cifar10-q0.3-eta0.2, or FILE[#NAME] (default: on a GPU"
                + " or with --encoder resnet18 the published one of this noise, else light).")
    private @Nullable String plan;

    @Option(
        names = "--method",
        defaultValue = "irnet",
        description =
            "irnet, pico, picoplus, alim, proden, rc, proden-corrected, rc-corrected, cc or lws"
                + " (${DEFAULT-VALUE}).")
    private String method = "irnet";

    @Option(names = "--encoder", description = "light or resnet18 (default: the plan's).")
    private @Nullable PixelEncoder encoder;

    @Option(names = "--loss", description = "${COMPLETION-CANDIDATES} (default: the plan's).")
    private @Nullable PartialLoss loss;

    @Option(
        names = "--start",
        description =
            "Of correction: label-free, an epoch, or test-accuracy as published, which looks at test labels (default: the plan's).")
    private @Nullable String start;

    @Option(
        names = "--generator",
        defaultValue = "IRNET",
        description =
            "Of candidate sets: irnet, picoplus, uniform or hierarchical (${DEFAULT-VALUE}).")
    private PicoBenchOptions.Generator generator = PicoBenchOptions.Generator.IRNET;

    @Option(names = "--q", defaultValue = "NaN", description = "Ambiguity (default: the plan's).")
    private double q;

    @Option(names = "--eta", defaultValue = "NaN", description = "Noise (default: the plan's).")
    private double eta;

    @Option(
        names = "--coarse",
        description = "YAML of coarse classes for hierarchical sets (default: CIFAR-100's).")
    private @Nullable Path coarse;

    @Option(
        names = "--voters",
        split = ",",
        description = "Of clips.csv, in place of the generator; votes for the crowd.")
    private List<String> voters = List.of();

    @Option(names = "--top-k", defaultValue = "2", description = "Of a ranking (${DEFAULT-VALUE}).")
    private int topK;

    @Option(names = "--min-votes", defaultValue = "1", description = "(${DEFAULT-VALUE})")
    private int minVotes;

    @Option(names = "--limit", defaultValue = "0", description = "Pictures to learn from; 0 = all.")
    private int limit;

    @Option(names = "--test", defaultValue = "0", description = "Pictures to measure on; 0 = all.")
    private int test;

    @Option(names = "--epochs", defaultValue = "0", description = "0 = the plan's.")
    private int epochs;

    @Option(names = "--batch", defaultValue = "0", description = "0 = the plan's.")
    private int batch;

    @Option(
        names = "--side",
        defaultValue = "32",
        description = "Height and width pictures are brought to (${DEFAULT-VALUE}).")
    private int side;

    @Option(
        names = "--device",
        defaultValue = "cpu",
        description = "cpu or gpu (${DEFAULT-VALUE}).")
    private String device = "cpu";

    @Option(names = "--threads", defaultValue = "0", description = "0 = as many as processors.")
    private int threads;

    @Option(names = "--seed", defaultValue = "0", description = "(${DEFAULT-VALUE})")
    private long seed;

    @Option(
        names = "--sets",
        description = "Writes truth, candidates and refined set of each picture to this csv.")
    private @Nullable Path sets;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
      if (data == null) {
        throw new IllegalArgumentException("Say where the pictures are with --data.");
      }
      if (!device.equals("cpu") && !device.equals("gpu")) {
        throw new IllegalArgumentException(
            "--device must be cpu or gpu but is \"%s\".".formatted(device));
      }
      var options =
          new PicoBenchOptions(
              data,
              plan,
              method,
              encoder,
              loss,
              start,
              generator,
              q,
              eta,
              coarse,
              voters,
              topK,
              minVotes,
              limit,
              test,
              epochs,
              batch,
              side,
              device.equals("gpu"),
              threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
              seed);
      BenchCommand.report(PicoBench.run(options, sets, Pico::tell), json);
      return 0;
    }

    private static void tell(int epoch, double loss, double insideShare, int flagged) {
      System.err.printf(
          "epoch %d: loss %.3f, best label in its set %.3f, declared noisy %d%n",
          epoch, loss, insideShare, flagged);
    }
  }
}
