package undertone.corpora.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import undertone.corpora.LabelScheme;
import undertone.corpora.scheme.SchemeFromWords;

/// Reads `clips.csv` row by row. Bad rows are told with all their faults and do not stop the
/// others.
///
/// ```java
/// try (var table = ClipsCsv.open(folder.resolve("clips.csv"), TableRules.under(scheme))) {
///   for (var result : table) {
///     switch (result) {
///       case RowResult.Good(var row) -> …
///       case RowResult.Bad(var faults) -> …
///     }
///   }
/// }
/// ```
///
/// Keeps one row in memory, and the clip names seen so far, because two rows that make one name are
/// a fault of the later one. Can be gone through once.
public final class ClipsCsv implements Iterable<RowResult>, Closeable {

  private final String file;
  private final TableRules rules;
  private final CsvRecords records;
  private final Columns columns;
  private final LabelWords words;
  private final Map<String, Long> lineOfName = new HashMap<>();
  private boolean started = false;
  private boolean stopped = false;
  private long rows = 0;

  private ClipsCsv(String file, TableRules rules, CsvRecords records, Columns columns) {
    this.file = file;
    this.rules = rules;
    this.records = records;
    this.columns = columns;
    this.words = new LabelWords(rules.scheme());
  }

  /// @throws ClipsCsvException if the file is missing or its header cannot be understood
  public static ClipsCsv open(Path file, TableRules rules) {
    var name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) {
      throw new ClipsCsvException(name, "there is no such file in " + file.getParent() + ".");
    }
    try {
      var records = new CsvRecords(file, rules.limits());
      try {
        return new ClipsCsv(name, rules, records, header(name, records, rules));
      } catch (RuntimeException | IOException e) {
        records.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ClipsCsvException(name, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static Columns header(String file, CsvRecords records, TableRules rules)
      throws IOException {
    var header = records.next();
    if (header == null) {
      throw new ClipsCsvException(file, "is empty; the first line must name the columns.");
    }
    if (header.isBroken()) {
      throw new ClipsCsvException(file, "the header cannot be read: " + header.trouble() + ".");
    }
    return Columns.read(file, header.cells(), rules);
  }

  /// The classes of a table that comes without a label scheme: the words of `label` and of the
  /// chosen voters after aliasing. Goes through the whole file once.
  ///
  /// @param voters which voters count, by name; the anonymous crowd is called `votes`
  public static LabelScheme classesOf(Path file, Predicate<String> voters) {
    var gold = new LinkedHashSet<String>();
    var candidates = new LinkedHashSet<String>();
    try (var table = open(file, TableRules.AS_WRITTEN)) {
      if (voters.test(Tally.VOTER)) {
        candidates.addAll(table.voteLabels());
      }
      for (var result : table) {
        if (result instanceof RowResult.Good(var row)) {
          if (row.gold() != null) {
            gold.add(row.gold());
          }
          row.opinions()
              .forEach((voter, opinion) -> {
                if (voters.test(voter)) {
                  candidates.addAll(opinion.labels().labels());
                }
              });
        }
      }
    }
    return SchemeFromWords.of(gold, candidates);
  }

  /// All voters the header names, the anonymous crowd as `votes`.
  public Set<String> voters() {
    var voters = new LinkedHashSet<String>();
    for (var meaning : columns.meanings()) {
      switch (meaning) {
        case Column.Candidates(var voter, _) -> voters.add(voter);
        case Column.Votes(_, _) -> voters.add(Tally.VOTER);
        default -> {}
      }
    }
    return voters;
  }

  /// Whether any voter of the header gives an order of belief, so that a top k must be chosen.
  public boolean hasRankings() {
    return columns.meanings().stream()
        .anyMatch(c -> c instanceof Column.Candidates(_, boolean ranked) && ranked);
  }

  /// Whether the header has a column of gold labels.
  public boolean hasGold() {
    return columns.names(new Column.Gold());
  }

  /// Column names as written.
  public List<String> columns() {
    return columns.names();
  }

  /// Words outside the scheme in the rows so far, as `voter: word`, with how often they came.
  public Map<String, Long> others() {
    return words.others();
  }

  @Override
  public Iterator<RowResult> iterator() {
    if (started) {
      throw new IllegalStateException("Bug: a table is gone through once; open it again.");
    }
    started = true;
    return new Rows();
  }

  private Set<String> voteLabels() {
    var labels = new LinkedHashSet<String>();
    for (var meaning : columns.meanings()) {
      if (meaning instanceof Column.Votes(var label, boolean known) && known) {
        labels.add(label);
      }
    }
    return labels;
  }

  private @Nullable RowResult advance() {
    if (stopped) {
      return null;
    }
    try {
      var next = records.next();
      if (next == null) {
        return null;
      }
      if (++rows > rules.limits().rows()) {
        stopped = true;
        return bad(next.line(), "the table has more than %d rows".formatted(rows - 1));
      }
      if (next.isBroken()) {
        return bad(next.line(), next.trouble());
      }
      return accepted(
          new RowParser(file, next.line(), columns, words).parse(next.cells()), next.line());
    } catch (IOException e) {
      stopped = true;
      return bad(0, "reading stopped: " + e.getMessage());
    }
  }

  /// Only rows that go in hold a name and count words outside the scheme.
  private RowResult accepted(RowResult result, long line) {
    if (!(result instanceof RowResult.Good(var row))) {
      return result;
    }
    var earlier = lineOfName.putIfAbsent(row.name(), line);
    if (earlier != null) {
      return new RowResult.Bad(
          List.of(
              new RowFault(
                  file,
                  line,
                  columns.names().get(columns.meanings().indexOf(new Column.Clip())),
                  "\"%s\" makes the clip id %s, which line %d has already"
                      .formatted(row.source(), row.name(), earlier),
                  List.of())));
    }
    row.opinions()
        .forEach(
            (voter, opinion) -> opinion.others().forEach(word -> words.countOther(voter, word)));
    return result;
  }

  private RowResult bad(long line, String reason) {
    return new RowResult.Bad(List.of(new RowFault(file, line, "", reason, List.of())));
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Rows implements Iterator<RowResult> {
    private @Nullable RowResult ahead = advance();

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public RowResult next() {
      var now = ahead;
      if (now == null) {
        throw new NoSuchElementException();
      }
      ahead = advance();
      return now;
    }
  }
}
