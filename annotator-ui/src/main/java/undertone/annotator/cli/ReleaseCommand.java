package undertone.annotator.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import undertone.annotator.jobs.ReleasePlan;
import undertone.corpora.challenge.MerTrack;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.run.RunKind;
import undertone.exports.DecisionPolicy;
import undertone.exports.MerExport;
import undertone.exports.ReleasePolicy;
import undertone.exports.Releases;

/// `undertone release …`: make, rebuild and compare releases.
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = "Makes, rebuilds and compares releases.",
    subcommands = {
      ReleaseCommand.Create.class,
      ReleaseCommand.Rebuild.class,
      ReleaseCommand.Diff.class
    })
final class ReleaseCommand {

  @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a release.")
  static final class Create implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "NAME")
    private String name = "";

    @Option(
        names = "--decisions",
        defaultValue = "CURATOR_ELSE_MAJORITY",
        description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private DecisionPolicy decisions = DecisionPolicy.CURATOR_ELSE_MAJORITY;

    @Option(names = "--min-votes", defaultValue = "1", description = "(${DEFAULT-VALUE}).")
    private int minVotes;

    @Option(names = "--split", description = "Only clips of this split.")
    private @Nullable String split;

    @Option(names = "--labelled-only", description = "Leaves out clips without a label.")
    private boolean labelledOnly;

    @Option(
        names = "--cue-votes",
        description = "Takes votes on single cues and on who listens along, beside the others.")
    private boolean cueVotes;

    @Option(
        names = "--shift-traces",
        description = "Write traces shifted by each annotator's lag too, beside the unshifted.")
    private boolean shiftTraces;

    @Option(
        names = "--mer",
        paramLabel = "TRACK",
        converter = EvaluateCommand.Tracks.class,
        description = "Also writes the files of a MER track, such as mer2024-semi.")
    private @Nullable MerTrack mer;

    @Option(
        names = "--mer-word",
        paramLabel = "LABEL=WORD",
        description =
            "What a label is called in the files for MER: a class, or a word of open sets; may be"
                + " repeated.")
    private @Nullable Map<String, String> merWords;

    @Option(
        names = "--mer-every-label",
        description = "Refuses labels that are no class of MER instead of leaving clips out.")
    private boolean merEveryLabel;

    @Option(names = "--json", description = "Prints the manifest.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        var policy =
            new ReleasePolicy(
                    decisions,
                    minVotes,
                    split,
                    labelledOnly,
                    cueVotes ? true : null,
                    shiftTraces ? true : null)
                .withMer(
                    mer == null ? null : new MerExport(mer, merWords, merEveryLabel ? true : null));
        var plan = new ReleasePlan(name, bench.get(Releases.class).checked(id, policy));
        int exit = RunToTheEnd.of(bench, RunKind.RELEASE, id, plan, 0, json);
        if (exit == 0 && !json) {
          System.out.println(bench.get(Releases.class).place(id, name));
        }
        return exit;
      }
    }
  }

  @Command(
      name = "rebuild",
      mixinStandardHelpOptions = true,
      description = "Writes a release again and proves that it has the same bytes.")
  static final class Rebuild implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "NAME")
    private String name = "";

    @Option(names = "--into", required = true, description = "A folder that does not exist yet.")
    private @Nullable Path into;

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        if (into == null) {
          throw new IllegalArgumentException("Say where to rebuild with --into.");
        }
        var manifest = bench.get(Releases.class).rebuild(id, name, into.toAbsolutePath());
        System.out.printf("%d files, same bytes as the manifest says.%n", manifest.files().size());
      }
      return 0;
    }
  }

  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = "Says which clips two releases speak of differently, and why.")
  static final class Diff implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "FROM")
    private String from = "";

    @Parameters(index = "2", paramLabel = "TO")
    private String to = "";

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        var differences = bench.get(Releases.class).diff(id, from, to);
        for (var difference : differences) {
          System.out.printf("%s: %s%n", difference.clip(), String.join("; ", difference.reasons()));
        }
        System.out.printf("%d clips differ.%n", differences.size());
      }
      return 0;
    }
  }
}
