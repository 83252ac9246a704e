package undertone.engine.llm;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.LabelScheme;

/// The published three-column result file of zero-shot runs: `name,gt,gpt4v`, the last cell one
/// quoted, comma-joined ranking, empty where the model gave none.
///
/// Between such files names lose their folder or their ending, so rows are met by [#key]; words
/// keep their own spelling until a scheme reads them. The truth may be a number (sentiment).
///
/// @param voter header of the third column
public record RankedFile(String voter, List<Row> rows) {
  private static final List<String> HEADER = List.of("name", "gt");
  private static final Set<String> MEDIA =
      Set.of(
          "png", "jpg", "jpeg", "bmp", "gif", "webp", "mp4", "avi", "mov", "mkv", "flv", "webm",
          "mpg", "mpeg", "wav", "mp3", "flac", "ogg", "txt");
  private static final int MOST_FAULTS = 20;
  private static final int LONGEST_CELL = 10_000;

  public RankedFile {
    rows = List.copyOf(rows);
  }

  /// @param name of the clip, as the file spells it
  /// @param truth as the file spells it; may be empty
  /// @param ranking words as the file spells them, best first; empty = no answer
  public record Row(String name, String truth, List<String> ranking) {
    public Row {
      ranking = List.copyOf(ranking);
    }

    /// What the same clip is called in every such file.
    public String key() {
      return RankedFile.key(name);
    }
  }

  /// A name without folder and without the ending of a media file.
  public static String key(String name) {
    var base = name.strip().replace('\\', '/');
    base = base.substring(base.lastIndexOf('/') + 1);
    int dot = base.lastIndexOf('.');
    return dot > 0 && MEDIA.contains(base.substring(dot + 1).toLowerCase(Locale.ROOT))
        ? base.substring(0, dot)
        : base;
  }

  /// @throws IllegalArgumentException naming every line that is wrong, if any is
  public static RankedFile read(Path file) throws IOException {
    try (var in = Files.newBufferedReader(file)) {
      return read(in, file.getFileName().toString());
    }
  }

  static RankedFile read(Reader in, String called) throws IOException {
    var faults = new ArrayList<String>();
    var rows = new ArrayList<Row>();
    String voter;
    try (var parser = CSVParser.parse(in, CSVFormat.RFC4180)) {
      var records = parser.iterator();
      var header = records.hasNext() ? cells(records.next().toList()) : List.<String>of();
      if (header.size() != 3 || !header.subList(0, 2).equals(HEADER)) {
        throw new IllegalArgumentException(
            "%s must begin with the line name,gt,VOTER but begins with %s."
                .formatted(called, String.join(",", header)));
      }
      voter = header.getLast();
      Map<String, Long> met = new HashMap<>();
      while (records.hasNext()) {
        var record = records.next();
        var cells = cells(record.toList());
        long line = parser.getCurrentLineNumber();
        if (cells.size() == 1 && cells.getFirst().isEmpty()) {
          continue;
        }
        var fault = fault(cells, met);
        if (fault.isEmpty()) {
          met.put(cells.getFirst(), line);
          rows.add(new Row(cells.getFirst(), cells.get(1), words(cells.get(2))));
        } else {
          faults.add("line %d: %s".formatted(line, fault));
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has %d wrong %s; %s"
              .formatted(
                  called,
                  faults.size(),
                  faults.size() == 1 ? "line" : "lines",
                  String.join(" ", faults.subList(0, Math.min(faults.size(), MOST_FAULTS)))));
    }
    return new RankedFile(voter, rows);
  }

  private static List<String> cells(List<String> raw) {
    return raw.stream().map(cell -> cell.replace("\uFEFF", "").strip()).toList();
  }

  private static String fault(List<String> cells, Map<String, Long> met) {
    if (cells.size() != 3) {
      return "it has %d cells and not 3; a ranking stands in quotes.".formatted(cells.size());
    }
    if (cells.getFirst().isEmpty()) {
      return "it names no clip.";
    }
    if (cells.stream().anyMatch(cell -> cell.length() > LONGEST_CELL)) {
      return "a cell is longer than %d characters.".formatted(LONGEST_CELL);
    }
    var before = met.get(cells.getFirst());
    return before == null
        ? ""
        : "%s stands in line %d already.".formatted(cells.getFirst(), before);
  }

  private static List<String> words(String cell) {
    return Arrays.stream(cell.split(","))
        .map(word -> word.replaceAll("^[\\s\\[\\]'\"]+|[\\s\\[\\]'\".]+$", ""))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /// Rows by what the clip is called in every file.
  ///
  /// @throws IllegalArgumentException if two clips are called the same
  public Map<String, Row> byKey() {
    var byKey = new TreeMap<String, Row>();
    for (var row : rows) {
      var other = byKey.put(row.key(), row);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s and %s cannot be told apart without folder and ending; give clips names of their own."
                .formatted(other.name(), row.name()));
      }
    }
    return byKey;
  }

  /// A ranking as a scheme reads its words.
  public static Ranking ranking(Row row, LabelScheme scheme) {
    var words = new LabelVocabulary(scheme);
    var labels = new ArrayList<String>();
    var off = new ArrayList<String>();
    for (var word : row.ranking()) {
      words
          .label(word)
          .ifPresentOrElse(
              label -> {
                if (!labels.contains(label)) {
                  labels.add(label);
                }
              },
              () -> off.add(word));
    }
    return new Ranking(labels, off, Double.NaN);
  }

  /// As JSON lines where the name of the file ends in `.jsonl`: an object `name`, `gt`, `voter`,
  /// `ranking` a line, in which a label may hold any character; else as three columns.
  ///
  /// @throws IllegalArgumentException if a label holds a comma, which three columns cannot say
  public void write(Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      if (isLines(file)) {
        writeLines(out);
      } else {
        write(out);
      }
    }
  }

  private static boolean isLines(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".jsonl");
  }

  private void writeLines(Writer out) throws IOException {
    for (var row : rows) {
      var line = new LinkedHashMap<String, Object>();
      line.put("name", row.name());
      line.put("gt", row.truth());
      line.put("voter", voter);
      line.put("ranking", row.ranking());
      out.write(JsonMapper.shared().writeValueAsString(line));
      out.write('\n');
    }
  }

  void write(Writer out) throws IOException {
    var format = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    try (var printer = new CSVPrinter(out, format)) {
      printer.printRecord(HEADER.getFirst(), HEADER.getLast(), voter);
      for (var row : rows) {
        for (var word : row.ranking()) {
          if (word.indexOf(',') >= 0) {
            throw new IllegalArgumentException(
                "The label \"%s\" holds a comma, which this file keeps between labels; name a file that ends in .jsonl."
                    .formatted(word));
          }
        }
        printer.printRecord(row.name(), row.truth(), String.join(",", row.ranking()));
      }
    }
  }
}
