package undertone.annotator.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.importing.MerImporter;
import undertone.corpora.importing.MerOrder;
import undertone.corpora.importing.MerReport;
import undertone.corpora.manifest.RowFault;

/// `undertone corpus mer …`: brings what a file of a MER challenge says into a corpus.
@Command(
    name = "mer",
    mixinStandardHelpOptions = true,
    description =
        "Brings labels, open sets, scores, transcripts or descriptions of a MER challenge into a"
            + " corpus whose clips are called like the rows.")
final class MerImportCommand implements Callable<Integer> {

  private static final int MOST_SHOWN = 50;

  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", paramLabel = "CORPUS")
  private String corpus = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "CSV or NPZ; what it holds, its columns or arrays tell.")
  private @Nullable Path file;

  @Option(
      names = "--voter",
      defaultValue = "mer",
      description = "Whose votes or captions the rows become (${DEFAULT-VALUE}).")
  private String voter = "mer";

  @Option(names = "--gold", description = "Labels become gold labels instead of votes.")
  private boolean gold;

  @Option(
      names = "--part",
      description = "Of label-6way.npz, such as train; needed if several have labels.")
  private @Nullable String part;

  @Option(
      names = "--candidates",
      paramLabel = "CSV",
      description = "Table whose column name gives the rows of emo_probs their clips.")
  private @Nullable Path candidates;

  @Option(
      names = "--top-k",
      defaultValue = "2",
      description = "How many classes of the scores become the set (${DEFAULT-VALUE}).")
  private int topK;

  @Option(
      names = "--label",
      paramLabel = "WORD=LABEL",
      description = "The label of the corpus that a class or word is; may be repeated.")
  private @Nullable Map<String, String> labels;

  @Option(
      names = "--wheels",
      paramLabel = "DIR",
      description = "The organisers' emotion_wheel files, for words of open sets.")
  private @Nullable Path wheels;

  @Option(
      names = "--language",
      description = "Of transcripts and descriptions; otherwise that of the corpus.")
  private @Nullable String language;

  @Option(names = "--dry-run", description = "Says what would happen and writes nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints the outcome as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try (var bench = Workbench.open(home.folder())) {
      var report =
          bench
              .get(MerImporter.class)
              .run(
                  new MerOrder(
                      bench.get(Catalogue.class).require(corpus).id(),
                      Objects.requireNonNull(file).toAbsolutePath().normalize(),
                      voter,
                      gold,
                      part,
                      candidates,
                      topK,
                      Objects.requireNonNullElse(labels, Map.of()),
                      wheels,
                      language,
                      dryRun));
      if (json) {
        System.out.println(JsonMapper.shared().writeValueAsString(report));
      } else {
        show(report);
      }
      return report.refused() == 0 ? 0 : 1;
    }
  }

  private static void show(MerReport report) {
    report.faults().stream().limit(MOST_SHOWN).map(RowFault::message).forEach(System.err::println);
    if (report.refused() > MOST_SHOWN) {
      System.err.printf("… and %d more.%n", report.refused() - MOST_SHOWN);
    }
    System.out.printf("%s: %s%n", report.holds(), report.message());
    if (!report.labels().isEmpty()) {
      System.out.println(
          report.labels().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(e -> e.getKey() + " → " + e.getValue())
              .collect(Collectors.joining(", ")));
    }
    if (!report.others().isEmpty()) {
      System.out.println(
          report.others().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(e -> e.getKey() + " " + e.getValue())
              .collect(Collectors.joining(", ", "Kept as \"other\": ", ".")));
    }
  }
}
