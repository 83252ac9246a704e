package undertone.corpora.demo;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import undertone.corpora.CandidateSet;
import undertone.corpora.demo.Line.Medium;

/// Writes the demo corpus: a folder of media with its `clips.csv`, like any corpus a user brings.
///
/// The same seed gives the same corpus. Its labels are the eight of the FER+ scheme. A complete
/// folder is left alone, a half-written one is completed: every file appears whole or not at all,
/// and `clips.csv` comes last.
public final class DemoCorpus {

  /// The seed of the corpus that the guides and the README show.
  public static final long SEED = 7;

  /// Raised whenever another corpus comes out of the same seed.
  private static final int VERSION = 2;

  private static final String TABLE = "clips.csv";
  private static final String STAMP = "demo-corpus.txt";

  private DemoCorpus() {}

  /// Hears about each clip when it is there.
  @FunctionalInterface
  public interface Progress {
    /// @param clip what `clips.csv` calls it
    /// @param done clips that are there, this one included
    /// @param total clips of the corpus
    void clip(String clip, int done, int total);
  }

  /// What was done.
  ///
  /// @param clips rows of `clips.csv`
  /// @param made media files written now
  /// @param kept media files that were there already
  public record Written(int clips, int made, int kept) {}

  /// Writes the corpus of a seed into a folder, which is created if need be.
  ///
  /// @throws IOException if the folder holds something else, or a file cannot be written
  public static Written write(Path folder, long seed, Progress progress) throws IOException {
    return write(folder, seed, Screenplay.takes(seed), progress);
  }

  static Written write(Path folder, long seed, List<Take> takes, Progress progress)
      throws IOException {
    claim(folder, "Undertone demo corpus, version %d, seed %d\n".formatted(VERSION, seed));
    var recorder = new ClipRecorder();
    int made = 0;
    int done = 0;
    for (var take : takes) {
      var file = folder.resolve(take.clip());
      if (take.line().medium() != Medium.TEXT && !Files.exists(file)) {
        var half = half(file);
        recorder.record(take, half);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        made++;
      }
      progress.clip(take.clip(), ++done, takes.size());
    }
    if (!Files.exists(folder.resolve(TABLE))) {
      replace(folder.resolve(TABLE), table(takes, seed));
    }
    long media = takes.stream().filter(take -> take.line().medium() != Medium.TEXT).count();
    return new Written(takes.size(), made, (int) media - made);
  }

  // A folder is ours when it is new, empty or bears our stamp. Another version's or seed's files
  // go.
  private static void claim(Path folder, String stamp) throws IOException {
    Files.createDirectories(folder);
    var stampFile = folder.resolve(STAMP);
    if (Files.exists(stampFile) && Files.readString(stampFile).equals(stamp)) {
      return;
    }
    if (Files.exists(stampFile)) {
      Files.deleteIfExists(folder.resolve(TABLE));
      try (var old =
          Files.newDirectoryStream(
              folder, "{demo-???.mp4,demo-???.wav,demo-???.png,.demo-*.part}")) {
        for (var file : old) {
          Files.delete(file);
        }
      }
    } else {
      try (var present = Files.newDirectoryStream(folder)) {
        for (var file : present) {
          if (!file.equals(half(stampFile))) {
            throw new IOException(
                "%s is not empty and not a demo corpus (it holds %s); name an empty folder."
                    .formatted(folder, file.getFileName()));
          }
        }
      }
    }
    replace(stampFile, stamp);
  }

  private static Path half(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }

  private static void replace(Path file, String content) throws IOException {
    Files.writeString(half(file), content);
    Files.move(
        half(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The whole `clips.csv`.
  static String table(List<Take> takes, long seed) throws IOException {
    var header =
        new ArrayList<>(
            List.of(
                "clip",
                "text",
                "text:zh",
                "label",
                "caption",
                "caption:zh",
                "conversation",
                "turn",
                "speaker"));
    for (var annotator : SimulatedAnnotator.values()) {
      header.add("candidates:" + annotator.id());
    }
    header.addAll(List.of("valence", "arousal"));
    var votes = Panel.votes(takes, seed);
    var csv = new StringWriter();
    try (var printer = new CSVPrinter(csv, CSVFormat.RFC4180)) {
      printer.printRecord(header);
      for (int i = 0; i < takes.size(); i++) {
        printer.printRecord(row(takes.get(i), votes.get(i)));
      }
    }
    return csv.toString();
  }

  private static List<String> row(Take take, Map<SimulatedAnnotator, CandidateSet> votes) {
    var line = take.line();
    var caption = Captioner.caption(take);
    var row =
        new ArrayList<>(
            List.of(
                take.clip(),
                line.text(),
                line.textChinese(),
                line.emotion().id(),
                caption.english(),
                caption.chinese(),
                line.conversation(),
                line.turn() == 0 ? "" : Integer.toString(line.turn()),
                line.medium() == Medium.TEXT ? "" : take.persona().id()));
    for (var annotator : SimulatedAnnotator.values()) {
      row.add(votes.getOrDefault(annotator, CandidateSet.NONE).written());
    }
    var random = take.random("affect");
    row.add(affect(take, line.emotion().valence(), random.nextDouble(-0.08, 0.08)));
    row.add(affect(take, line.emotion().arousal(), random.nextDouble(-0.08, 0.08)));
    return row;
  }

  private static String affect(Take take, double prototype, double scatter) {
    double value = Math.clamp(prototype * (0.3 + 0.7 * take.intensity()) + scatter, -1, 1);
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
