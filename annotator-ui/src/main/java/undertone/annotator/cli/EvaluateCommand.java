package undertone.annotator.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.challenge.MerTrack;
import undertone.corpora.manifest.RowFault;
import undertone.engine.challenge.Evaluation;

/// `undertone evaluate …`: checks and scores a file as the organisers of a challenge do.
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description =
        "Checks predictions for a MER track and scores them; no running installation is needed.")
final class EvaluateCommand implements Callable<Integer> {

  private static final int MOST_SHOWN = 50;
  private static final String STANDARD_OUTPUT = "-";

  /// Reads `mer2024-semi` and its like.
  static final class Tracks implements ITypeConverter<MerTrack>, Iterable<String> {

    @Override
    public MerTrack convert(String code) {
      return MerTrack.find(code)
          .orElseThrow(() ->
              new TypeConversionException(
                  "There is no track %s, only %s.".formatted(code, String.join(", ", codes()))));
    }

    @Override
    public Iterator<String> iterator() {
      return codes().iterator();
    }

    private static List<String> codes() {
      return Arrays.stream(MerTrack.values()).map(MerTrack::code).toList();
    }
  }

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--track",
      required = true,
      converter = Tracks.class,
      completionCandidates = Tracks.class,
      description = "${COMPLETION-CANDIDATES}.")
  private @Nullable MerTrack track;

  @Option(names = "--truth", required = true, description = "Labels of people: CSV or NPZ.")
  private @Nullable Path truth;

  @Option(names = "--pred", required = true, description = "The predictions: CSV or NPZ.")
  private @Nullable Path predicted;

  @Option(
      names = "--synonyms",
      description =
          "Groups of synonyms for mer2024-ov: a folder or archive of CLIP.npy, or JSON; without"
              + " them words are compared as they are.")
  private @Nullable Path synonyms;

  @Option(
      names = "--wheels",
      paramLabel = "DIR",
      description = "The organisers' emotion_wheel files, for mer2025-ov and mer2026-ov.")
  private @Nullable Path wheels;

  @Option(
      names = "--official",
      description = "Also refuses a number of rows or a file name that the organisers refuse.")
  private boolean official;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the figures as one JSON object instead of a table; - = to the screen.")
  private @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    var commandLine = Objects.requireNonNull(spec).commandLine();
    var evaluation =
        Evaluation.of(
            Objects.requireNonNull(track),
            new Evaluation.Input(
                Objects.requireNonNull(truth),
                Objects.requireNonNull(predicted),
                synonyms,
                wheels));
    tell(evaluation.faults(), commandLine.getErr());
    tell(evaluation.notes(), commandLine.getErr());
    if (!evaluation.faults().isEmpty() || (official && !evaluation.notes().isEmpty())) {
      return 1;
    }
    show(evaluation.figures(), commandLine.getOut());
    if (json == null) {
      tell("truth", evaluation.dropped().truth(), commandLine.getOut());
      tell("predictions", evaluation.dropped().predicted(), commandLine.getOut());
    }
    return 0;
  }

  private static void tell(List<RowFault> faults, PrintWriter err) {
    faults.stream().limit(MOST_SHOWN).map(RowFault::message).forEach(err::println);
    if (faults.size() > MOST_SHOWN) {
      err.printf("… and %d more.%n", faults.size() - MOST_SHOWN);
    }
    err.flush();
  }

  /// Words that the wheels drop, those first that occur most often.
  private static void tell(String side, Map<String, Integer> dropped, PrintWriter out) {
    if (dropped.isEmpty()) {
      return;
    }
    var words =
        dropped.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(word -> "%s (%d)".formatted(word.getKey(), word.getValue()))
            .toList();
    var shown = String.join(", ", words.subList(0, Math.min(MOST_SHOWN, words.size())));
    out.printf("%nNo wheel knows these words of the %s: %s", side, shown);
    if (words.size() > MOST_SHOWN) {
      out.printf(" … and %d more", words.size() - MOST_SHOWN);
    }
    out.println(".");
    out.flush();
  }

  private void show(Map<String, Number> figures, PrintWriter out) throws Exception {
    if (json == null) {
      int width = figures.keySet().stream().mapToInt(String::length).max().orElse(1);
      var lines =
          figures.entrySet().stream()
              .map(f -> ("%-" + width + "s  %s").formatted(f.getKey(), written(f.getValue())))
              .collect(Collectors.joining("\n"));
      out.println(lines);
    } else {
      var text = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(figures);
      if (json.toString().equals(STANDARD_OUTPUT)) {
        out.println(text);
      } else {
        Files.writeString(json, text + "\n");
      }
    }
    out.flush();
  }

  private static String written(Number figure) {
    return figure instanceof Double value ? "%.4f".formatted(value) : figure.toString();
  }
}
