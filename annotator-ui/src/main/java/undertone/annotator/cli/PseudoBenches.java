package undertone.annotator.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import undertone.annotator.jobs.EngineHouse;
import undertone.engine.bench.PseudoBench;
import undertone.engine.bench.PseudoBenchOptions;
import undertone.engine.bench.TableSlice;
import undertone.engine.features.FaceDescription;
import undertone.engine.pseudo.Prior;
import undertone.engine.pseudo.PseudoMethod;
import undertone.engine.pseudo.PseudoPlan;
import undertone.engine.refinement.PixelEncoder;

/// Benches of labels that are spread: nothing of an installation is touched.
final class PseudoBenches {

  private PseudoBenches() {}

  @Command(
      name = "pseudo",
      mixinStandardHelpOptions = true,
      description =
          "Hides most labels of a table, spreads the rest, and measures on clips that took no part,"
              + " beside what labels alone teach.")
  static final class Pseudo implements Callable<Integer> {
    @Option(
        names = "--data",
        required = true,
        description = "A folder with clips.csv, or a partial-label table with its truth (.mat).")
    private @Nullable Path data;

    @Option(
        names = "--labelled",
        defaultValue = "0.05",
        description = "Share of the clips that keep their labels (${DEFAULT-VALUE}).")
    private double labelled;

    @Option(
        names = "--method",
        defaultValue = "fixmatch",
        description =
            "supervised, self-training, noisy-student, mean-teacher, fixmatch, flexmatch or"
                + " freematch (${DEFAULT-VALUE}).")
    private String method = "fixmatch";

    @Option(
        names = "--threshold",
        defaultValue = "0.95",
        description = "How sure networks must be to teach themselves (${DEFAULT-VALUE}).")
    private double threshold;

    @Mixin private PerLabelOptions perLabel = new PerLabelOptions();

    @Option(
        names = "--kept",
        defaultValue = "0.9",
        description = "Confidence from which labels of the pool count as kept (${DEFAULT-VALUE}).")
    private double kept;

    @Option(
        names = "--prior",
        defaultValue = "none",
        description =
            "Shares of labels that the pool is pulled to: none, uniform or labelled"
                + " (${DEFAULT-VALUE}).")
    private String prior = "none";

    @Option(names = "--steps", defaultValue = "2000", description = "(${DEFAULT-VALUE})")
    private int steps;

    @Option(names = "--folds", defaultValue = "5", description = "(${DEFAULT-VALUE})")
    private int folds;

    @Option(names = "--split", description = "Only this split.")
    private @Nullable String split;

    @Option(names = "--limit", defaultValue = "0", description = "So many clips; 0 = all.")
    private int limit;

    @Option(
        names = "--features",
        defaultValue = "aligned",
        description =
            "Of faces: aligned, hog, face-net, landmarks, descriptor, or several such as"
                + " aligned+landmarks (${DEFAULT-VALUE}).")
    private String features = "aligned";

    @Mixin private LearnedModels models = new LearnedModels();

    @Option(
        names = "--encoder",
        description =
            "Networks read the faces themselves: light or resnet18 (default: they read features).")
    private @Nullable String encoder;

    @Option(names = "--seed", defaultValue = "0", description = "(${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--cache", description = "Where features are kept between benches.")
    private @Nullable Path cache;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
      if (data == null) {
        throw new IllegalArgumentException("Say where the table is with --data.");
      }
      var folder = data.toAbsolutePath().normalize();
      var faces = FaceDescription.of(features);
      var looks = encoder == null ? null : PixelEncoder.of(encoder);
      var usual = PseudoPlan.DEFAULT.learning();
      var learning = looks == null ? usual : usual.ofPictures();
      var options =
          new PseudoBenchOptions(
              new TableSlice(folder, null, List.of(), null, split, limit, seed),
              labelled,
              faces,
              looks,
              kept,
              PseudoPlan.DEFAULT
                  .by(PseudoMethod.of(method))
                  .withThreshold(threshold)
                  .with(perLabel.thresholds())
                  .withPrior(Prior.of(prior), List.of())
                  .with(learning.of(folds, steps, learning.rounds()))
                  .withSeed(seed));
      var vectors = cache == null ? Files.createTempDirectory("undertone-features") : cache;
      BenchCommand.report(
          EngineHouse.seeing(
              faces, vectors, models.folders(), eyes -> new PseudoBench(options, eyes).run()),
          json);
      return 0;
    }
  }
}
