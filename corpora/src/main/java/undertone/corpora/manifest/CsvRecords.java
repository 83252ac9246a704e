package undertone.corpora.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;
import undertone.corpora.manifest.CsvLines.Line;

/// The records of an RFC 4180 file, one at a time, with one thing a plain parser lacks: after a
/// quote that never closes it gives up that line only and goes on with the next.
public final class CsvRecords implements Closeable {

  /// A record, or why the lines at this place are none.
  ///
  /// @param line where it starts
  /// @param trouble empty for a good record
  public record CsvRecord(long line, List<String> cells, String trouble) {
    public boolean isBroken() {
      return !trouble.isEmpty();
    }
  }

  // Each unclosed quote makes us read ahead and come back; a file full of them is no table.
  private static final int MOST_UNCLOSED_QUOTES = 100;
  private static final int MOST_LINES_A_RECORD = 5_000;

  private final CsvLines lines;
  private final TableLimits limits;
  private int unclosedQuotes = 0;

  public CsvRecords(Path file, TableLimits limits) throws IOException {
    this.lines = new CsvLines(file, limits.lineCharacters());
    this.limits = limits;
  }

  /// The next record; blank lines are passed over. Null at the end.
  public @Nullable CsvRecord next() throws IOException {
    var first = lines.next();
    while (first != null && !first.overlong() && first.text().isBlank()) {
      first = lines.next();
    }
    if (first == null) {
      return null;
    }
    if (first.overlong()) {
      return broken(
          first, "the line is longer than %d characters".formatted(limits.lineCharacters()));
    }
    var text = new StringBuilder(first.text());
    boolean open = opensQuote(first.text(), false);
    var following = new ArrayList<Line>();
    while (open) {
      var line = lines.next();
      if (line != null) {
        following.add(line);
      }
      if (line == null
          || line.overlong()
          || following.size() > MOST_LINES_A_RECORD
          || text.length() > limits.lineCharacters()) {
        lines.putBack(following);
        return unclosed(first);
      }
      text.append('\n').append(line.text());
      open = opensQuote(line.text(), true);
    }
    return parsed(first, text.toString());
  }

  private CsvRecord unclosed(Line first) throws IOException {
    if (++unclosedQuotes > MOST_UNCLOSED_QUOTES) {
      throw new IOException(
          "more than %d quotes open and never close, last at line %d; is it a CSV file?"
              .formatted(MOST_UNCLOSED_QUOTES, first.number()));
    }
    return broken(first, "a quoted cell opens here and never closes");
  }

  private CsvRecord parsed(Line first, String text) throws IOException {
    if (text.indexOf('\uFFFD') >= 0) {
      return broken(first, "the row is not UTF-8; save the table as UTF-8");
    }
    if (text.indexOf('\0') >= 0) {
      return broken(first, "the row holds NUL characters");
    }
    try (var parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
      var records = parser.getRecords();
      if (records.size() != 1) {
        return broken(first, "a carriage return stands alone inside the row");
      }
      var cells = records.getFirst().toList();
      for (var cell : cells) {
        if (cell.length() > limits.cellCharacters()) {
          return broken(
              first, "a cell is longer than %d characters".formatted(limits.cellCharacters()));
        }
      }
      return new CsvRecord(first.number(), cells, "");
    } catch (IOException | UncheckedIOException _) {
      // The parser reads from memory, so what it stumbled over is the text.
      return broken(first, "a quote stands in the wrong place; double quotes inside a cell");
    }
  }

  private static CsvRecord broken(Line first, String trouble) {
    return new CsvRecord(first.number(), List.of(), trouble);
  }

  /// Whether a quoted cell is still open at the end of a line.
  private static boolean opensQuote(String line, boolean open) {
    boolean cellStart = !open;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (open) {
        if (c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          i++;
        } else if (c == '"') {
          open = false;
        }
      } else if (c == '"' && cellStart) {
        open = true;
      }
      cellStart = !open && c == ',';
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
