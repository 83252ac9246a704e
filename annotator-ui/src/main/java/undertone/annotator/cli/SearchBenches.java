package undertone.annotator.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import undertone.annotator.jobs.EngineHouse;
import undertone.engine.bench.RetrieveBench;
import undertone.engine.bench.SearchBench;
import undertone.engine.bench.TableSlice;
import undertone.engine.bench.ZeroShotBench;
import undertone.engine.bench.ZeroShotBenchOptions;
import undertone.engine.captions.CaptionEpoch;
import undertone.engine.captions.CaptionRecipe;
import undertone.engine.captions.PositiveMining;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FeatureCache;

/// Benches of search: nothing of an installation is touched.
final class SearchBenches {

  private SearchBenches() {}

  @Command(
      name = "retrieve",
      mixinStandardHelpOptions = true,
      description =
          "Whether a text of a clip finds the clip by another of its texts, by words, by meaning and"
              + " by both, within a language and across.")
  static final class Retrieve implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "A folder with clips.csv.")
    private @Nullable Path data;

    @Option(names = "--split", description = "Only this split.")
    private @Nullable String split;

    @Option(names = "--limit", defaultValue = "0", description = "So many clips; 0 = all.")
    private int limit;

    @Option(names = "--seed", defaultValue = "0", description = "(${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--cache", description = "Where vectors are kept between benches.")
    private @Nullable Path cache;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
      if (data == null) {
        throw new IllegalArgumentException("Say where the table is with --data.");
      }
      var folder = data.toAbsolutePath().normalize();
      var vectors = cache == null ? Files.createTempDirectory("undertone-vectors") : cache;
      var slice = new TableSlice(folder, null, List.of(), null, split, limit, seed);
      BenchCommand.report(RetrieveBench.run(slice, new FeatureCache(vectors)), json);
      return 0;
    }
  }

  @Command(
      name = "search",
      mixinStandardHelpOptions = true,
      description =
          "How fast the search index is built and asked, and how much it finds, on made-up vectors"
              + " in clusters, with filters and without.")
  static final class Search implements Callable<Integer> {
    @Option(names = "--vectors", defaultValue = "50000", description = "(${DEFAULT-VALUE})")
    private int vectors;

    @Option(names = "--dim", defaultValue = "384", description = "(${DEFAULT-VALUE})")
    private int dim;

    @Option(
        names = "--questions",
        defaultValue = "200",
        description = "Without a filter, and as many with one (${DEFAULT-VALUE}).")
    private int questions;

    @Option(names = "--whole", description = "Graphs over whole numbers, not over eight bits.")
    private boolean whole;

    @Option(names = "--compact", description = "Brought into one part before it is asked.")
    private boolean compact;

    @Option(
        names = "--buffer-mb",
        defaultValue = "96",
        description = "Memory before a part is written (${DEFAULT-VALUE}).")
    private int bufferMb;

    @Option(names = "--seed", defaultValue = "0", description = "(${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
      var options =
          new SearchBench.Options(vectors, dim, questions, !whole, compact, bufferMb, seed);
      BenchCommand.report(SearchBench.run(options), json);
      return 0;
    }
  }

  @Command(
      name = "zero-shot",
      mixinStandardHelpOptions = true,
      description =
          "Labels given by prompts alone: of faces, before and after the small caption model has"
              + " learned from captions made of votes; of written captions, by the sentence"
              + " encoder.")
  static final class ZeroShot implements Callable<Integer> {
    @Option(
        names = "--data",
        required = true,
        description = "A folder with clips.csv. With captions, these are labelled; else its clips.")
    private @Nullable Path data;

    @Option(
        names = "--train-data",
        description = "A folder whose votes are learned from (default: split train of --data).")
    private @Nullable Path trainData;

    @Option(
        names = "--features",
        defaultValue = "aligned",
        description =
            "pixels, or of faces: aligned, hog, face-net, landmarks, descriptor, or several such as"
                + " aligned+landmarks (${DEFAULT-VALUE}).")
    private String features = "aligned";

    @Option(
        names = "--limit",
        defaultValue = "0",
        description = "So many clips to learn from, or captions to label; 0 = all.")
    private int limit;

    @Option(
        names = "--even",
        description = "Rare readings are told in more words, so that they weigh more.")
    private boolean even;

    @Option(
        names = "--form",
        defaultValue = "sigmoid",
        description = "Of the contrast: sigmoid or softmax (${DEFAULT-VALUE}).")
    private CaptionRecipe.Form form = CaptionRecipe.Form.SIGMOID;

    @Option(
        names = "--mining",
        defaultValue = "off",
        description = "Of positives: off, text_only, image_only, and, or (${DEFAULT-VALUE}).")
    private PositiveMining.Mode mining = PositiveMining.Mode.OFF;

    @Option(
        names = "--local",
        defaultValue = "sampled",
        description =
            "How sentences about parts of a face teach: sampled or attended (${DEFAULT-VALUE}).")
    private String local = "sampled";

    @Option(names = "--epochs", defaultValue = "0", description = "0 = the recipe's own.")
    private int epochs;

    @Option(names = "--seed", defaultValue = "0", description = "(${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--cache", description = "Where vectors are kept between benches.")
    private @Nullable Path cache;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
      if (data == null) {
        throw new IllegalArgumentException("Say where the table is with --data.");
      }
      var recipe =
          CaptionRecipe.small().with(form).with(mining).with(CaptionRecipe.Local.of(local));
      var options =
          new ZeroShotBenchOptions(
              data.toAbsolutePath().normalize(),
              trainData == null ? null : trainData.toAbsolutePath().normalize(),
              ZeroShotBenchOptions.facesOf(features),
              limit,
              even,
              epochs == 0 ? recipe : recipe.withEpochs(epochs),
              seed);
      var vectors = cache == null ? Files.createTempDirectory("undertone-vectors") : cache;
      var described = options.faces() == null ? FaceDescription.ALIGNED : options.faces();
      BenchCommand.report(
          EngineHouse.seeing(
              described, vectors, eyes -> new ZeroShotBench(eyes).run(options, ZeroShot::tell)),
          json);
      return 0;
    }

    private static void tell(CaptionEpoch epoch) {
      System.err.printf("epoch %d of %d: loss %.3f%n", epoch.epoch(), epoch.epochs(), epoch.loss());
    }
  }
}
