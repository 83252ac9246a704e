package undertone.annotator.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.media.WorkerMediaDecoder;
import undertone.engine.bench.FrameBench;
import undertone.engine.bench.FrameBenchOptions;
import undertone.engine.bench.StreamBench;
import undertone.engine.bench.StreamBenchOptions;
import undertone.engine.frames.FrameCase;
import undertone.engine.frames.FramePlan;
import undertone.engine.frames.StreamCourse;

/// Benches of networks that read the frames of faces: nothing of an installation is touched.
final class FaceBenches {

  private FaceBenches() {}

  @Command(
      name = "abaw",
      mixinStandardHelpOptions = true,
      description =
          "Expression, valence and arousal and action units of frames by one network of two"
              + " aspects, as labels of tasks go missing: on films made of still faces, with"
              + " valence and arousal by the places of labels and action units drawn by lot. Or"
              + " (--model fusion) expression, valence and arousal by the fusion of ABAW6: on"
              + " sounds, by people whom it never heard.")
  static final class Abaw implements Callable<Integer> {
    private static final String TWO_ASPECT = "two-aspect";
    private static final String FUSION = "fusion";
    private static final List<String> OF_TWO_ASPECT =
        List.of("--cases", "--films", "--frames", "--measured", "--missing", "--rate");
    private static final List<String> OF_FUSION = List.of("--size");

    @Spec private @Nullable CommandSpec spec;

    @Option(
        names = "--model",
        defaultValue = TWO_ASPECT,
        description = "two-aspect or fusion (${DEFAULT-VALUE}).")
    private String model = "";

    @Option(
        names = "--size",
        defaultValue = "tiny",
        description = "Of a fusion: tiny, attention, memory, convolution (${DEFAULT-VALUE}).")
    private String size = "";

    @Option(names = "--data", required = true, description = "A folder with clips.csv.")
    private Path data = Path.of("");

    @Option(
        names = "--scheme",
        defaultValue = "ferplus8",
        description = "A shipped scheme or a YAML file, with valence and arousal of its labels.")
    private String scheme = "";

    @Option(
        names = "--cases",
        split = ",",
        defaultValue = "full,partial,complete,signs",
        description =
            "Of two-aspect: full; partial (some labels missing); complete (frames that lack any left"
                + " out); signs (full, one aspect) (${DEFAULT-VALUE}).")
    private List<String> cases = List.of();

    @Option(names = "--seeds", defaultValue = "3", description = "So many (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--seed", defaultValue = "0", description = "The first (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--limit",
        defaultValue = "0",
        description = "So many faces or sounds, drawn by the seed; 0 = all.")
    private int limit;

    @Option(names = "--epochs", defaultValue = "10", description = "(${DEFAULT-VALUE})")
    private int epochs;

    @Option(
        names = "--films",
        defaultValue = "60",
        description = "Of two-aspect: of an epoch (${DEFAULT-VALUE}).")
    private int films;

    @Option(
        names = "--frames",
        defaultValue = "32",
        description = "Of two-aspect: of a film (${DEFAULT-VALUE}).")
    private int frames;

    @Option(
        names = "--measured",
        defaultValue = "60",
        description = "Of two-aspect: films that are measured on (${DEFAULT-VALUE}).")
    private int measured;

    @Option(
        names = "--missing",
        defaultValue = "0.4",
        description =
            "Of two-aspect: share of frames for which a task is not told (${DEFAULT-VALUE}).")
    private double missing;

    @Option(
        names = "--rate",
        defaultValue = "0.002",
        description = "Of two-aspect: of learning (${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
      if (model.equals(FUSION)) {
        mustNotAsk(OF_TWO_ASPECT);
        return fusion();
      }
      if (!model.equals(TWO_ASPECT)) {
        throw new IllegalArgumentException(
            "There is no model \"%s\" here; there are two-aspect, fusion.".formatted(model));
      }
      mustNotAsk(OF_FUSION);
      var options =
          new FrameBenchOptions(
              data.toAbsolutePath().normalize(),
              Schemes.named(scheme),
              new FramePlan(epochs, films, frames, measured, rate, missing, seed),
              cases.stream().map(FaceBenches::named).toList(),
              seeds,
              limit);
      BenchCommand.report(new FrameBench(options).run(), json);
      return 0;
    }

    /// What changes nothing is not taken for what was measured.
    private void mustNotAsk(List<String> ofOther) {
      var asked = Objects.requireNonNull(spec).commandLine().getParseResult();
      for (var option : ofOther) {
        if (asked.hasMatchedOption(option)) {
          throw new IllegalArgumentException(
              "%s has no %s; leave it out.".formatted(model, option));
        }
      }
    }

    private int fusion() throws IOException {
      var course =
          StreamCourse.usual("feature-fusion", size)
              .withEpochs(epochs)
              .withSeed(seed)
              .withMissing(0);
      var options =
          new StreamBenchOptions(
              data.toAbsolutePath().normalize(), Schemes.named(scheme), course, seeds, limit);
      try (var workers = new MediaWorkers(1)) {
        var bench = new StreamBench(options, new WorkerMediaDecoder(workers));
        BenchCommand.report(bench.run(), json);
      }
      return 0;
    }
  }

  private static FrameCase named(String written) {
    try {
      return FrameCase.valueOf(written.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "There is no case \"%s\"; there are full, partial, complete, signs.".formatted(written),
          e);
    }
  }
}
