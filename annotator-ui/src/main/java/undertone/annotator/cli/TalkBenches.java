package undertone.annotator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import undertone.engine.bench.StepBench;
import undertone.engine.bench.StepBenchOptions;
import undertone.engine.bench.StepRestoration;
import undertone.engine.bench.TalkBench;
import undertone.engine.bench.TalkBenchOptions;
import undertone.engine.bench.TalkMethod;
import undertone.engine.bench.TextView;
import undertone.engine.features.FeatureCache;

/// Benches of networks that read what real people said: nothing of an installation is touched.
final class TalkBenches {

  private TalkBenches() {}

  /// What both benches share.
  abstract static class OfTalk implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "A folder with clips.csv.")
    private @Nullable Path data;

    @Option(names = "--seeds", defaultValue = "3", description = "So many (${DEFAULT-VALUE}).")
    int seeds;

    @Option(names = "--seed", defaultValue = "0", description = "The first (${DEFAULT-VALUE}).")
    long seed;

    @Option(
        names = "--rate",
        defaultValue = "0.001",
        description = "Of learning (${DEFAULT-VALUE}).")
    double rate;

    @Option(
        names = {"--plot", "--svg"},
        description = "Also draws the curves into this file, as SVG.")
    private @Nullable Path svg;

    @Option(names = "--cache", description = "Where vectors are kept between benches.")
    private @Nullable Path cache;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    @Nullable Path json;

    final Path data() {
      if (data == null) {
        throw new IllegalArgumentException("Say where the table is with --data.");
      }
      return data.toAbsolutePath().normalize();
    }

    final @Nullable Path svg() {
      return svg == null ? null : svg.toAbsolutePath();
    }

    final FeatureCache cache() throws IOException {
      return new FeatureCache(
          cache == null ? Files.createTempDirectory("undertone-vectors") : cache);
    }
  }

  @Command(
      name = "gcnet",
      mixinStandardHelpOptions = true,
      description =
          "Emotions of turns by the graph completion network, against the same network whose turns do"
              + " not hear each other and against turns read one by one; with the text alone, then"
              + " with several views of it as modalities of which a share is missing.")
  static final class Gcnet extends OfTalk {
    @Option(
        names = "--views",
        split = ",",
        defaultValue = "words,letters,chinese",
        description =
            "Views of the text that stand for modalities: words, letters, chinese; the first is also"
                + " measured alone (${DEFAULT-VALUE}).")
    private List<String> views = List.of();

    @Option(
        names = {"--methods", "--method"},
        split = ",",
        defaultValue = "gcnet,no-graphs,zero-mlp,mean-mlp",
        description = "gcnet, no-graphs, no-restoration, zero-mlp, mean-mlp (${DEFAULT-VALUE}).")
    private List<String> methods = List.of();

    @Option(
        names = "--rates",
        split = ",",
        defaultValue = "0,0.1,0.2,0.3,0.4,0.5,0.6,0.7",
        description = "Of missing cells (${DEFAULT-VALUE}).")
    private List<Double> rates = List.of();

    @Option(
        names = "--limit",
        defaultValue = "0",
        description = "So many conversations of each part; 0 = all.")
    private int limit;

    @Option(names = "--epochs", defaultValue = "30", description = "At most (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
        names = "--hidden",
        defaultValue = "64",
        description = "Width of the network, even; the authors take 200 (${DEFAULT-VALUE}).")
    private int hidden;

    @Option(
        names = "--window",
        defaultValue = "2",
        description = "Turns before and after that a turn reaches (${DEFAULT-VALUE}).")
    private int window;

    @Option(names = "--batch", defaultValue = "16", description = "(${DEFAULT-VALUE})")
    private int batch;

    @Option(
        names = "--lambda",
        defaultValue = "1",
        description = "Weight of the restoration (${DEFAULT-VALUE}).")
    private double lambda;

    @Option(
        names = "--test-split",
        description = "What is measured (default: test, else the last fold).")
    private @Nullable String test;

    @Override
    public Integer call() throws Exception {
      var options =
          new TalkBenchOptions(
              data(),
              views.stream().map(TextView::of).toList(),
              methods.stream().map(TalkMethod::of).toList(),
              rates,
              seeds,
              seed,
              limit,
              epochs,
              hidden,
              window,
              batch,
              rate,
              lambda,
              test,
              svg());
      BenchCommand.report(new TalkBench(options, cache()).run(), json);
      return 0;
    }
  }

  @Command(
      name = "emt",
      mixinStandardHelpOptions = true,
      description =
          "Valence of clips by the multimodal transformer as steps go missing, with its restoration and"
              + " without: real transcripts, beside a sound and a picture that are made up.")
  static final class Emt extends OfTalk {
    @Option(
        names = "--restorations",
        split = ",",
        defaultValue = "off,on",
        description =
            "on, off, low (features of missing steps), high (the pull of both views)"
                + " (${DEFAULT-VALUE}).")
    private List<String> restorations = List.of();

    @Option(
        names = "--rates",
        split = ",",
        defaultValue = "0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1",
        description = "Of missing steps (${DEFAULT-VALUE}).")
    private List<Double> rates = List.of();

    @Option(
        names = "--limit",
        defaultValue = "0",
        description = "So many clips of each split; 0 = all.")
    private int limit;

    @Option(names = "--epochs", defaultValue = "12", description = "At most (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--batch", defaultValue = "32", description = "(${DEFAULT-VALUE})")
    private int batch;

    @Option(
        names = "--haze",
        defaultValue = "0.5",
        description =
            "How far what sound and picture hold strays from the valence, as a share of its scale"
                + " (${DEFAULT-VALUE}).")
    private double haze;

    @Override
    public Integer call() throws Exception {
      var options =
          new StepBenchOptions(
              data(),
              restorations.stream().map(StepRestoration::of).toList(),
              rates,
              seeds,
              seed,
              limit,
              epochs,
              batch,
              rate,
              haze,
              svg());
      BenchCommand.report(new StepBench(options, cache()).run(), json);
      return 0;
    }
  }
}
