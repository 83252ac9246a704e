package undertone.annotator.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import undertone.corpora.CandidateSet;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.rule.Reads;
import undertone.corpora.rule.Rule;
import undertone.corpora.rule.Rules;

/// `undertone corpus rules …`: rules that vote, see `run rules`.
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Lists, writes and takes back rules, which \"run rules\" lets vote.",
    subcommands = {RulesCommand.Show.class, RulesCommand.Write.class, RulesCommand.Remove.class})
final class RulesCommand {

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Tells what each rule looks for.")
  static final class Show implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        for (var written : bench.get(Rules.class).of(id)) {
          var rule = written.rule();
          System.out.printf(
              "%s · %s: %s%s → %s%n",
              rule.name(),
              rule.reads().name().toLowerCase(Locale.ROOT),
              String.join(", ", rule.looksFor()),
              rule.unless().isEmpty() ? "" : " unless " + String.join(", ", rule.unless()),
              String.join(", ", rule.labels().labels()));
        }
        return 0;
      }
    }
  }

  @Command(
      name = "write",
      mixinStandardHelpOptions = true,
      description = "Writes a rule, in place of one of the same name.")
  static final class Write implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "NAME")
    private String name = "";

    @Option(
        names = "--reads",
        defaultValue = "TRANSCRIPT",
        description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Reads reads = Reads.TRANSCRIPT;

    @Option(
        names = "--looks-for",
        required = true,
        split = ",",
        description =
            "One of these must be there: \"haha,laugh*\", \"AU6+AU12\", \"strength=strong\".")
    private List<String> looksFor = List.of();

    @Option(names = "--unless", split = ",", description = "None of these may be.")
    private List<String> unless = List.of();

    @Option(
        names = "--labels",
        required = true,
        split = ",",
        description = "It holds these possible then, the likeliest first.")
    private List<String> labels = List.of();

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        bench
            .get(Rules.class)
            .write(id, new Rule(name, reads, looksFor, unless, new CandidateSet(labels)), null);
        return 0;
      }
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Takes a rule back; its votes go with the next \"run rules\".")
  static final class Remove implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "NAME")
    private String name = "";

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        bench
            .get(Rules.class)
            .withdraw(bench.get(Catalogue.class).require(corpus).id(), name, null);
        return 0;
      }
    }
  }
}
