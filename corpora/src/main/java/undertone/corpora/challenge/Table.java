package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import undertone.corpora.manifest.CsvRecords;
import undertone.corpora.manifest.RowFault;
import undertone.corpora.manifest.TableLimits;

/// A CSV table of named rows: UTF-8, RFC 4180, a header with `name` among its columns. A byte order
/// mark, as spreadsheets write it, is passed over.
///
/// @param file as it is called in faults
/// @param columns their places by word
/// @param faults of lines that are no rows
record Table(String file, Map<String, Integer> columns, List<Row> rows, List<RowFault> faults) {

  static final String NAME = "name";

  /// @param line where it stands in the file
  /// @param cells of all columns, as many as the header has
  record Row(long line, List<String> cells) {}

  /// @param needed columns beside `name`
  /// @throws ChallengeFileException if a needed column is missing
  static Table read(Path path, String... needed) throws IOException {
    var file = String.valueOf(path.getFileName());
    var rows = new ArrayList<Row>();
    var faults = new ArrayList<RowFault>();
    try (var records = new CsvRecords(path, TableLimits.GENEROUS)) {
      var header = records.next();
      if (header == null || header.isBroken()) {
        throw new ChallengeFileException(
            "%s: has no header; its first line names the columns.", file);
      }
      var columns = columns(header.cells());
      require(file, columns, NAME);
      for (var column : needed) {
        require(file, columns, column);
      }
      for (var record = records.next(); record != null; record = records.next()) {
        if (record.isBroken()) {
          faults.add(new RowFault(file, record.line(), "", record.trouble(), List.of()));
        } else if (record.cells().size() != header.cells().size()) {
          faults.add(
              new RowFault(
                  file,
                  record.line(),
                  "",
                  "the row has %d cells where the header has %d"
                      .formatted(record.cells().size(), header.cells().size()),
                  List.of()));
        } else {
          rows.add(new Row(record.line(), record.cells()));
        }
      }
      return new Table(file, columns, rows, faults);
    }
  }

  private static Map<String, Integer> columns(List<String> header) {
    var columns = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < header.size(); i++) {
      columns.putIfAbsent(header.get(i).strip(), i);
    }
    return columns;
  }

  private static void require(String file, Map<String, Integer> columns, String needed) {
    if (!columns.containsKey(needed)) {
      throw new ChallengeFileException(
          "%s: has no column %s, only %s.", file, needed, String.join(", ", columns.keySet()));
    }
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  /// Empty where the table has no such column.
  String cell(Row row, String column) {
    var place = columns.get(column);
    return place == null ? "" : row.cells().get(place);
  }

  RowFault fault(Row row, String column, String reason, List<String> nearest) {
    return new RowFault(file, row.line(), column, reason, nearest);
  }
}
