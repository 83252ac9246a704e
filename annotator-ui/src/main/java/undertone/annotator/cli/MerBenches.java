package undertone.annotator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import undertone.annotator.jobs.EngineHouse;
import undertone.corpora.demo.DemoCorpus;
import undertone.corpora.demo.DemoVoices;
import undertone.corpora.media.MediaRemix;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.media.WorkerMediaDecoder;
import undertone.engine.bench.FusionBench;
import undertone.engine.bench.FusionBenchOptions;
import undertone.engine.bench.RobustnessBench;
import undertone.engine.corruption.NoisePool;
import undertone.engine.corruption.WorsenedCopies;
import undertone.engine.features.FaceDescription;
import undertone.engine.fusion.FusionMethod;
import undertone.engine.fusion.FusionPlan;
import undertone.engine.refinement.RunListener;

/// Benches of the MER challenges: nothing of an installation is touched.
final class MerBenches {

  private MerBenches() {}

  /// What both benches share.
  abstract static class OfBaselines implements Callable<Integer> {
    @Option(
        names = "--data",
        required = true,
        description =
            "A folder with clips.csv; or with --labels, and features/NAME/CLIP.npy beneath it.")
    private @Nullable Path data;

    @Option(
        names = "--test-split",
        description =
            "Split of clips.csv to measure on (default: valid and test, else a fifth of the"
                + " groups).")
    private @Nullable String testSplit;

    @Option(
        names = "--features",
        split = ",",
        description =
            "Of up to three modalities: folders of features/, or text, audio, visual of the"
                + " product; several of one modality such as hubert+wav2vec (default: all of the"
                + " product's).")
    private List<String> features = List.of();

    @Option(
        names = "--fusion",
        defaultValue = "attention",
        description = "mlp or attention (${DEFAULT-VALUE}).")
    private String fusion = "attention";

    @Option(names = "--folds", defaultValue = "5", description = "(${DEFAULT-VALUE})")
    private int folds;

    @Option(
        names = "--epochs",
        defaultValue = "100",
        description = "At most; the best of each fold counts (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--rate", defaultValue = "0.001", description = "(${DEFAULT-VALUE})")
    private double rate;

    @Option(
        names = "--group",
        description =
            "Column of clips.csv that folds never cut, such as speaker (default: conversation, else"
                + " speaker).")
    private @Nullable String group;

    @Option(
        names = "--faces",
        defaultValue = "aligned",
        description =
            "How the product describes faces: aligned, hog, face-net, landmarks, descriptor, or"
                + " several such as aligned+landmarks (${DEFAULT-VALUE}).")
    private String faces = "aligned";

    @Option(names = "--seed", defaultValue = "0", description = "(${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--cache", description = "Where features are kept between benches.")
    private @Nullable Path cache;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    final long seed() {
      return seed;
    }

    final FusionBenchOptions options(
        @Nullable Path labels, @Nullable Path test, @Nullable Path predictions) {
      if (data == null) {
        throw new IllegalArgumentException("Say where the clips are with --data.");
      }
      return new FusionBenchOptions(
          data.toAbsolutePath().normalize(),
          labels,
          test,
          testSplit,
          features,
          group,
          FusionPlan.DEFAULT
              .by(FusionMethod.of(fusion))
              .of(folds, epochs)
              .withRate(rate)
              .withSeed(seed),
          predictions);
    }

    /// Measures with the product's own eyes and tells the figures.
    final int report(EngineHouse.Seeing bench) throws IOException, InterruptedException {
      var vectors = cache == null ? Files.createTempDirectory("undertone-features") : cache;
      BenchCommand.report(EngineHouse.seeing(FaceDescription.of(faces), vectors, bench), json);
      return 0;
    }
  }

  @Command(
      name = "mer",
      mixinStandardHelpOptions = true,
      description =
          "Trains a baseline of the MER challenges by folds, on features of the product or of your"
              + " own, and measures it on clips that took no part.")
  static final class Mer extends OfBaselines {
    @Option(
        names = "--labels",
        description = "Learned from in place of clips.csv: name,discrete or name,discrete,valence.")
    private @Nullable Path labels;

    @Option(
        names = "--test",
        description = "Labels of the same form to measure on (default: a fifth of --labels).")
    private @Nullable Path test;

    @Option(
        names = "--predictions",
        description = "Also writes what is said of the clips measured on, for evaluate.")
    private @Nullable Path predictions;

    @Override
    public Integer call() throws Exception {
      var options = options(labels, test, predictions);
      return report(eyes -> new FusionBench(options, eyes).run(RunListener.SILENT));
    }
  }

  @Command(
      name = "robustness",
      mixinStandardHelpOptions = true,
      description =
          "What noise of 10 to 5 dB and blurs of 2 and 4 cost a baseline of the MER challenges that"
              + " learned from clips as they are.")
  static final class Robustness extends OfBaselines {
    @Option(
        names = "--noise",
        description = "A folder with sound files of speech (default: the voices of the demo).")
    private @Nullable Path noise;

    @Option(
        names = "--matched",
        description = "Clips to learn from are made worse as well, each as its name draws.")
    private boolean matched;

    @Option(names = "--csv", description = "Also writes a line for each ratio and blur.")
    private @Nullable Path csv;

    @Override
    public Integer call() throws Exception {
      var options = options(null, null, null);
      var copies = Files.createTempDirectory("undertone-copies");
      try (var workers = new MediaWorkers(2)) {
        var decoder = new WorkerMediaDecoder(workers);
        var pool = NoisePool.open(noise(copies), decoder);
        var worsened = new WorsenedCopies(pool, decoder, new MediaRemix(workers), seed(), copies);
        return report(eyes ->
            new RobustnessBench(options, matched, worsened, eyes).run(RunListener.SILENT, csv));
      } finally {
        FileSystemUtils.deleteRecursively(copies);
      }
    }

    private Path noise(Path scratch) throws IOException {
      if (noise != null) {
        return noise;
      }
      var voices = scratch.resolve("voices");
      DemoVoices.write(voices, DemoCorpus.SEED);
      return voices;
    }
  }
}
