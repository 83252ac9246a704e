package undertone.annotator.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.media.WorkerMediaDecoder;
import undertone.engine.bench.RecognitionBench;
import undertone.models.hosting.HostedModel;

/// Benches of hosted recognition models: nothing of an installation is touched.
final class RecognitionBenches {

  private RecognitionBenches() {}

  @Command(
      name = "pretraining",
      mixinStandardHelpOptions = true,
      description =
          "What pre-training a hosted model on all clips is worth where few have labels: fine-tuned on"
              + " some subjects and measured on the others, from what it learned without labels and"
              + " from drawn weights. First only a linear layer learns, then the whole model.")
  static final class PreTrainingBench implements Callable<Integer> {
    private static final int WORKERS = 2;

    @Option(
        names = "--data",
        description = "A folder with clips.csv; without, films of faces are drawn.")
    private @Nullable Path data;

    @Option(
        names = "--drawn",
        defaultValue = "512",
        description =
            "So many of them, if they are drawn: five parts of a face move, one in each"
                + " (${DEFAULT-VALUE}).")
    private int drawn;

    @Option(
        names = "--model",
        defaultValue = "mae-dfer",
        converter = ModelsCommand.Models.class,
        completionCandidates = ModelsCommand.Models.class,
        description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private @Nullable HostedModel model;

    @Option(
        names = "--size",
        defaultValue = "tiny",
        description = "Of the model, as in `models list`, without -pretrain (${DEFAULT-VALUE}).")
    private String size = "";

    @Option(
        names = "--pre-epochs",
        defaultValue = "60",
        description = "Of pre-training (${DEFAULT-VALUE}).")
    private int preEpochs;

    @Option(
        names = "--epochs",
        defaultValue = "40",
        description = "Of fine-tuning; 0 = only a linear layer learns (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
        names = "--labelled",
        defaultValue = "0.1",
        description = "Share of the clips whose labels are learned from (${DEFAULT-VALUE}).")
    private double labelled;

    @Option(names = "--seeds", defaultValue = "3", description = "So many (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
        names = "--alter",
        negatable = true,
        description =
            "Whether films are altered by chance while they teach, as published (default: but for"
                + " the size tiny).")
    private @Nullable Boolean alter;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
      var folder = Files.createTempDirectory("undertone-models");
      try (var workers = new MediaWorkers(WORKERS)) {
        var name = model == null ? "" : model.name();
        var report =
            new RecognitionBench(new WorkerMediaDecoder(workers), System.err::println)
                .run(
                    new RecognitionBench.Options(
                        data == null ? null : data.toAbsolutePath().normalize(),
                        drawn,
                        folder,
                        name,
                        size,
                        preEpochs,
                        epochs,
                        labelled,
                        seeds,
                        alter));
        BenchCommand.report(report, json);
        return 0;
      } finally {
        FileSystemUtils.deleteRecursively(folder);
      }
    }
  }
}
