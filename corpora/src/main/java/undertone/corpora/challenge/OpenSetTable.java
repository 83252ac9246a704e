package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import undertone.corpora.manifest.RowFault;
import undertone.corpora.numpy.Npz;
import undertone.corpora.numpy.NumpyArray;

/// The words of each clip: a table `name,openset`, or arrays `filenames` and `fileitems`.
///
/// @param faults of rows that are left out
/// @param mentions every clip the file names, in good rows and bad
public record OpenSetTable(List<Row> rows, List<RowFault> faults, List<Mention> mentions) {

  private static final String OPENSET = "openset";
  private static final String FILENAMES = "filenames";
  private static final String FILEITEMS = "fileitems";

  /// @param words as written; none = nothing was seen
  public record Row(long line, String name, List<String> words) implements Named {
    public Row {
      words = List.copyOf(words);
    }
  }

  public OpenSetTable {
    rows = List.copyOf(rows);
    faults = List.copyOf(faults);
    mentions = List.copyOf(mentions);
  }

  /// Reads either form, by the ending of the file.
  public static OpenSetTable read(Path file, OpenSet.Dialect dialect) throws IOException {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".npz")
        ? arrays(file, dialect)
        : table(file, dialect);
  }

  private static OpenSetTable table(Path file, OpenSet.Dialect dialect) throws IOException {
    var table = Table.read(file, OPENSET);
    var rows = new ArrayList<Row>();
    var faults = new ArrayList<>(table.faults());
    for (var row : table.rows()) {
      var name = table.cell(row, Table.NAME);
      if (name.isBlank()) {
        faults.add(table.fault(row, Table.NAME, "the name of the clip is missing", List.of()));
      } else {
        rows.add(new Row(row.line(), name, OpenSet.parse(table.cell(row, OPENSET), dialect)));
      }
    }
    return new OpenSetTable(
        rows, faults, rows.stream().map(row -> new Mention(row.line(), row.name())).toList());
  }

  private static OpenSetTable arrays(Path path, OpenSet.Dialect dialect) throws IOException {
    var file = String.valueOf(path.getFileName());
    var arrays = Npz.read(path);
    var names = arrays.words(FILENAMES);
    var items = arrays.require(FILEITEMS).values();
    if (names.size() != items.size()) {
      throw new ChallengeFileException(
          "%s: has %s %s but %s %s; they go together one by one.",
          file, names.size(), FILENAMES, items.size(), FILEITEMS);
    }
    var rows = new ArrayList<Row>();
    var faults = new ArrayList<RowFault>();
    var mentions = new ArrayList<Mention>();
    for (int i = 0; i < names.size(); i++) {
      mentions.add(new Mention(i + 1L, names.get(i)));
      var words = words(items.get(i), dialect);
      if (words == null) {
        faults.add(
            new RowFault(file, i + 1L, FILEITEMS, "the item is no list of words", List.of()));
      } else {
        rows.add(new Row(i + 1L, names.get(i), words));
      }
    }
    return new OpenSetTable(rows, faults, mentions);
  }

  private static @Nullable List<String> words(@Nullable Object item, OpenSet.Dialect dialect) {
    return switch (item) {
      case String cell -> OpenSet.parse(cell, dialect);
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          list.stream().map(String.class::cast).toList();
      case null, default -> null;
    };
  }

  /// Writes the table of 2024.
  public static void writeCsv(Path file, List<Row> rows) throws IOException {
    try (var out = Files.newBufferedWriter(file);
        var printer = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get().print(out)) {
      printer.printRecord(Table.NAME, OPENSET);
      for (var row : rows) {
        printer.printRecord(row.name(), OpenSet.write(row.words()));
      }
    }
  }

  /// Writes the arrays that 2025 and 2026 ask for, in a file that by custom ends in `-openset.npz`.
  public static void writeNpz(Path file, List<Row> rows) throws IOException {
    var arrays = new LinkedHashMap<String, NumpyArray>();
    arrays.put(FILENAMES, NumpyArray.of(rows.stream().map(Row::name).toList()));
    arrays.put(FILEITEMS, NumpyArray.of(rows.stream().map(r -> OpenSet.write(r.words())).toList()));
    try (var out = Files.newOutputStream(file)) {
      Npz.write(out, arrays);
    }
  }
}
