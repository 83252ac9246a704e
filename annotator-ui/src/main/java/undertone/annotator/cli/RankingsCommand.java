package undertone.annotator.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import undertone.annotator.jobs.RankingVotes;
import undertone.corpora.corpus.Catalogue;

/// `undertone corpus rankings …`: the published three-column files of models that rank labels.
@Command(
    name = "rankings",
    mixinStandardHelpOptions = true,
    description = "Brings rankings of a model in and out: name,gt,VOTER with one row a clip.",
    subcommands = {RankingsCommand.Import.class, RankingsCommand.Export.class})
final class RankingsCommand {

  private static final int MOST_NAMED = 5;

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Casts the first labels of each ranking as votes of a machine voter.")
  static final class Import implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--voter", description = "Its name (default: header of the third column).")
    private @Nullable String voter;

    @Option(
        names = "--top-k",
        description =
            "Labels of a vote (default: as many as the settled clips ask for; where too few are"
                + " settled, two of six labels and more, else one).")
    private @Nullable Integer labels;

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        var read = bench.get(RankingVotes.class).read(id, file, voter, labels);
        var size = read.cast().size();
        System.out.printf(
            "%d votes, %d of them new or changed, of %d labels at most (%d settled clips) · %d clips"
                + " without a ranking · %d names unknown%n",
            read.cast().votes(),
            read.cast().changed(),
            size.labels(),
            size.settled(),
            read.unanswered(),
            read.unknown().size());
        read.unknown().stream()
            .limit(MOST_NAMED)
            .forEach(n -> System.out.println("  no clip " + n));
        read.offList()
            .forEach((word, times) ->
                System.out.printf("  no label for \"%s\" (%d times)%n", word, times));
        return 0;
      }
    }
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description =
          "Writes what a voter holds, with the labels that curators settled: as name,gt,VOTER, or as"
              + " JSON lines into a file that ends in .jsonl.")
  static final class Export implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--voter", required = true, description = "Whose votes.")
    private String voter = "";

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        System.out.printf(
            "%d clips in %s%n", bench.get(RankingVotes.class).write(id, voter, file), file);
        return 0;
      }
    }
  }
}
