package undertone.annotator.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import undertone.engine.bench.SpeedBench;
import undertone.engine.bench.SpeedBenchOptions;

/// Benches of speed and memory: nothing of an installation is touched.
final class SpeedBenches {

  private SpeedBenches() {}

  /// The names of all models that can be measured.
  static final class Models implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SpeedBench.models().iterator();
    }
  }

  @Command(
      name = "speed",
      mixinStandardHelpOptions = true,
      description =
          "How long a step of training takes, how many clips a second a model reads, and what memory"
              + " it holds, on drawn inputs: by the jobs that learn on a corpus.")
  static final class SpeedOf implements Callable<Integer> {
    @Option(
        names = "--model",
        required = true,
        completionCandidates = Models.class,
        description = "${COMPLETION-CANDIDATES}.")
    private String model = "";

    @Option(
        names = "--size",
        defaultValue = "tiny",
        description = "As in `models list`, without -pretrain (${DEFAULT-VALUE}).")
    private String size = "";

    @Option(
        names = "--task",
        description = "pre-train, fine-tune (default: pre-train of models that know it).")
    private @Nullable String task;

    @Option(
        names = "--batch",
        defaultValue = "0",
        description = "Clips or conversations of a step; 0 = as usual for the size.")
    private int batch;

    @Option(names = "--steps", defaultValue = "100", description = "(${DEFAULT-VALUE})")
    private int steps;

    @Option(names = "--seed", defaultValue = "0", description = "Of inputs (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--recompute",
        description =
            "Of a model on clips: computes blocks again on the way back instead of keeping all that"
                + " they made.")
    private boolean recompute;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
      var options =
          new SpeedBenchOptions(
              model,
              size,
              task == null ? null : SpeedBenchOptions.Task.of(task),
              batch,
              steps,
              seed,
              recompute);
      var folder = Files.createTempDirectory("undertone-speed");
      try {
        BenchCommand.report(new SpeedBench(options, folder).run(), json);
        return 0;
      } finally {
        FileSystemUtils.deleteRecursively(folder);
      }
    }
  }
}
