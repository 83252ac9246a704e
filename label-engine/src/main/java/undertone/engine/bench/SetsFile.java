package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import undertone.engine.refinement.PixelOutcome;

/// What a bench was given and what it made of it, picture by picture: a seed says how sets were
/// drawn, these are the sets.
///
/// Columns: `picture`, `truth`, `candidates` it was given, `refined` (both with vertical bars) and
/// `noise`, the probability that the candidates lack the truth.
final class SetsFile {

  private SetsFile() {}

  static void write(Path file, LabelledPictures data, boolean[][] sets, PixelOutcome outcome)
      throws IOException {
    var truths = data.learnedTruths();
    var names = data.names();
    try (var writer = Files.newBufferedWriter(file);
        var csv = new CSVPrinter(writer, CSVFormat.RFC4180)) {
      csv.printRecord("picture", "truth", "candidates", "refined", "noise");
      for (int i = 0; i < sets.length; i++) {
        csv.printRecord(
            names.get(i),
            data.classes().get(truths[i]),
            written(sets[i], data.classes()),
            written(outcome.sets()[i], data.classes()),
            String.format(Locale.ROOT, "%.6f", outcome.noise()[i]));
      }
    }
  }

  private static String written(boolean[] set, List<String> classes) {
    return IntStream.range(0, set.length)
        .filter(k -> set[k])
        .mapToObj(classes::get)
        .collect(Collectors.joining("|"));
  }
}
