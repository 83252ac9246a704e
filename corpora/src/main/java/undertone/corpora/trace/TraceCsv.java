package undertone.corpora.trace;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import undertone.corpora.InvalidValueException;

/// Reads traces from a table: `time` in seconds, `valence` and `arousal` in -1..1. One of the two
/// may be missing, as a column or in a row; what was said before holds on.
public final class TraceCsv {

  private static final CSVFormat TABLE =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreHeaderCase(true)
          .setTrim(true)
          .setIgnoreEmptyLines(true)
          .get();

  private TraceCsv() {}

  /// @return valence first
  /// @throws InvalidValueException if the text is no such table
  public static List<Trace> read(String text) {
    try (var table = CSVParser.parse(new StringReader(withoutMark(text)), TABLE)) {
      var columns = table.getHeaderMap();
      if (!columns.containsKey("time")) {
        throw noTable();
      }
      var rows = table.getRecords();
      var traces = new ArrayList<Trace>();
      for (var axis : Axis.values()) {
        if (columns.containsKey(column(axis))) {
          read(rows, axis, traces);
        }
      }
      if (traces.isEmpty()) {
        throw noTable();
      }
      return traces;
    } catch (InvalidValueException e) {
      throw e;
    } catch (IOException
        | UncheckedIOException
        | IllegalStateException
        | IllegalArgumentException _) {
      throw noTable(); // an open quote, say, or a column without a name
    }
  }

  private static void read(List<CSVRecord> rows, Axis axis, List<Trace> traces) {
    var said = rows.stream().filter(row -> !cell(row, column(axis)).isEmpty()).toList();
    var micros = new long[said.size()];
    var values = new float[said.size()];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = Math.round(number(said.get(i), "time") * 1e6);
      values[i] = (float) number(said.get(i), column(axis));
    }
    if (micros.length > 0) {
      traces.add(new Trace(axis, micros, values));
    }
  }

  private static double number(CSVRecord row, String column) {
    var cell = cell(row, column);
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException _) {
      throw new InvalidValueException(
          "Row %s of the table has \"%s\" where %s should be a number.",
          row.getRecordNumber(), cell, column);
    }
  }

  private static String cell(CSVRecord row, String column) {
    return row.isSet(column) ? row.get(column) : "";
  }

  private static String column(Axis axis) {
    return axis.name().toLowerCase(Locale.ROOT);
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text; // as spreadsheets write it
  }

  private static InvalidValueException noTable() {
    return new InvalidValueException(
        "A reference trace is a CSV table with a column time, in seconds, and valence, arousal or"
            + " both, in -1..1.");
  }
}
