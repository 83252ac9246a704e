package undertone.annotator.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.media.WorkerMediaDecoder;
import undertone.engine.architecture.SpeechPlan;
import undertone.engine.bench.StructureBench;
import undertone.engine.bench.StructureBenchOptions;

/// Benches of networks that hear speech: nothing of an installation is touched.
final class SpeechBenches {

  private SpeechBenches() {}

  @Command(
      name = "nas",
      mixinStandardHelpOptions = true,
      description =
          "Searches the structure of a network of two streams that hears emotions, and measures it on"
              + " speakers it never heard: against structures drawn by lot, a fixed convolutional"
              + " network, an LSTM, and both of these side by side.")
  static final class Nas implements Callable<Integer> {
    private static final int WORKERS = 1;

    @Option(names = "--data", required = true, description = "A folder with clips.csv.")
    private Path data = Path.of("");

    @Option(
        names = "--seeds",
        defaultValue = "4",
        description = "So many; each leaves another speaker out (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--seed", defaultValue = "0", description = "The first (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--limit",
        defaultValue = "0",
        description = "So many clips, drawn by the seed; 0 = all.")
    private int limit;

    @Option(
        names = "--search-epochs",
        defaultValue = "10",
        description = "Of the search, and of each structure drawn by lot (${DEFAULT-VALUE}).")
    private int searchEpochs;

    @Option(
        names = "--epochs",
        defaultValue = "20",
        description = "Of training from scratch (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
        names = "--candidates",
        defaultValue = "2",
        description = "Structures drawn by lot, of which the best counts (${DEFAULT-VALUE}).")
    private int candidates;

    @Option(
        names = "--channels",
        defaultValue = "4",
        description = "Of the first convolutional cells, even (${DEFAULT-VALUE}).")
    private int channels;

    @Option(
        names = "--seconds",
        defaultValue = "0",
        description = "After which the search of a stream ends early; 0 = never.")
    private double seconds;

    @Option(names = "--genotype", description = "Keeps what the first seed found in this file.")
    private @Nullable Path genotype;

    @Option(
        names = {"--plot", "--svg"},
        description = "Draws what the first seed found into this file, as SVG.")
    private @Nullable Path plot;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
      var light = SpeechPlan.LIGHT;
      var plan =
          new SpeechPlan(
              channels,
              light.width(),
              searchEpochs,
              epochs,
              light.batch(),
              light.searchRate(),
              light.architectureRate(),
              light.rate(),
              candidates,
              seconds,
              light.fusion(),
              seed);
      var options =
          new StructureBenchOptions(
              data.toAbsolutePath().normalize(), plan, seeds, limit, genotype, plot);
      try (var workers = new MediaWorkers(WORKERS)) {
        var bench = new StructureBench(options, new WorkerMediaDecoder(workers));
        BenchCommand.report(bench.run(), json);
      }
      return 0;
    }
  }
}
