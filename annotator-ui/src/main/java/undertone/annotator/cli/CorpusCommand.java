package undertone.annotator.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import undertone.annotator.jobs.CorruptPlan;
import undertone.annotator.jobs.ImportPlan;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.run.RunKind;

/// `undertone corpus …`: make, list, fill and count corpora.
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    description = "Makes, lists, fills and counts corpora.",
    subcommands = {
      CorpusCommand.Create.class,
      CorpusCommand.ListAll.class,
      CorpusCommand.Import.class,
      MerImportCommand.class,
      CorpusCommand.Stats.class,
      CorpusCommand.Corrupt.class,
      RankingsCommand.class,
      RulesCommand.class
    })
final class CorpusCommand {

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes an empty corpus under a label scheme.")
  static final class Create implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(
        names = "--scheme",
        defaultValue = "ekman7",
        description =
            "A shipped scheme (ekman7, ferplus8, mer6, ravdess8, plutchik) or a YAML file"
                + " (${DEFAULT-VALUE}).")
    private String scheme = "ekman7";

    @Option(names = "--language", defaultValue = "en", description = "Of texts (${DEFAULT-VALUE}).")
    private String language = "en";

    @Override
    public Integer call() throws Exception {
      var labels = Schemes.named(scheme);
      try (var bench = Workbench.open(home.folder())) {
        var corpus = bench.get(Catalogue.class).create(name, labels, language);
        System.out.printf(
            "Corpus \"%s\" (%s) with %d labels.%n",
            corpus.name(), corpus.slug(), labels.labels().size());
      }
      return 0;
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all corpora.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var catalogue = bench.get(Catalogue.class);
        for (var corpus : catalogue.all()) {
          var stats = catalogue.stats(corpus.id());
          System.out.printf(
              "%-24s %8d clips %9d votes %7d decided  %s%n",
              corpus.slug(), stats.clips(), stats.votes(), stats.decided(), corpus.name());
        }
      }
      return 0;
    }
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Brings a folder (clips.csv with media, or bare media) into a corpus.")
  static final class Import implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "DIR")
    private @Nullable Path folder;

    @Option(
        names = "--top-k",
        defaultValue = "2",
        description = "How many labels of a ranking become the set (${DEFAULT-VALUE}).")
    private int topK;

    @Option(names = "--json", description = "Prints the outcome as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      if (folder == null) {
        throw new IllegalArgumentException("Say which folder to import.");
      }
      var source = folder.toAbsolutePath().normalize();
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        var plan = new ImportPlan(source.toString(), topK);
        return RunToTheEnd.of(bench, RunKind.IMPORT, id, plan, 0, json);
      }
    }
  }

  @Command(name = "stats", mixinStandardHelpOptions = true, description = "Counts one corpus.")
  static final class Stats implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var catalogue = bench.get(Catalogue.class);
        var stats = catalogue.stats(catalogue.require(corpus).id());
        System.out.printf(
            "clips %d · ready %d · unreadable %d · voted %d · votes %d · decided %d · open"
                + " proposals %d%n",
            stats.clips(),
            stats.ready(),
            stats.unreadable(),
            stats.voted(),
            stats.votes(),
            stats.decided(),
            stats.open());
      }
      return 0;
    }
  }

  @Command(
      name = "corrupt",
      mixinStandardHelpOptions = true,
      description =
          "Writes the films and sounds of a corpus anew, with speech of others under them and their"
              + " pictures blurred, as the tracks called NOISE of the MER challenges have it.")
  static final class Corrupt implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Option(names = "--out", required = true, description = "Where they appear.")
    private @Nullable Path out;

    @Option(
        names = "--noise",
        description = "A folder with sound files of speech (default: the voices of the demo).")
    private @Nullable Path noise;

    @Option(
        names = "--seed",
        defaultValue = "0",
        description = "Together with a clip's name it draws noise and blur (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Prints the outcome as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      if (out == null) {
        throw new IllegalArgumentException("Say where the clips go with --out.");
      }
      var plan = new CorruptPlan(noise == null ? null : whole(noise), whole(out));
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        return RunToTheEnd.of(bench, RunKind.CORRUPT, id, plan, seed, json);
      }
    }

    private static String whole(Path path) {
      return path.toAbsolutePath().normalize().toString();
    }
  }
}
