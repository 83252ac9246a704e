package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import undertone.corpora.challenge.EmotionWheels.Wheel;
import undertone.corpora.manifest.CsvRecords;
import undertone.corpora.manifest.TableLimits;
import undertone.corpora.numpy.Npz;

/// Reads emotion wheels from the files the organisers publish. None come with Undertone: their
/// terms are not settled.
///
/// Tables may be `.xlsx` or `.csv` with the same columns:
/// - `format`: `name,format`, a word and its inflections;
/// - `synonym`: `word_runN,synonym_runN` for as many runs of a language model as there are, a wheel
///   word and its synonyms;
/// - `wheel1` … `wheel5`: `level1,level2,level3`; an empty cell repeats the row above.
///
/// Or all of it frozen in one archive, `wheel_mapping.npz`.
public final class WheelFiles {
  private static final String FROZEN = "wheel_mapping.npz";
  private static final int MOST_WHEELS = 20;
  private static final long MOST_BYTES = 64L << 20; // published ones unfold to some 300 kB

  private WheelFiles() {}

  public static boolean hasFrozen(Path folder) {
    return Files.exists(folder.resolve(FROZEN));
  }

  /// The wheels of a folder: frozen ones if there are, else its tables.
  ///
  /// @throws ChallengeFileException if a file is missing or not as described
  public static EmotionWheels read(Path folder) throws IOException {
    return hasFrozen(folder) ? frozen(folder) : tables(folder);
  }

  /// The tables of a folder.
  ///
  /// @throws ChallengeFileException if one is missing or not as described
  public static EmotionWheels tables(Path folder) throws IOException {
    var wheels = new ArrayList<Wheel>();
    for (int i = 1; i <= MOST_WHEELS; i++) {
      var file = find(folder, "wheel" + i);
      if (file.isPresent()) {
        wheels.add(wheel("wheel" + i, file.get()));
      }
    }
    if (wheels.isEmpty()) {
      throw missing(folder, "wheel1");
    }
    return new EmotionWheels(
        bases(require(folder, "format")), synonyms(require(folder, "synonym")), wheels);
  }

  private static Optional<Path> find(Path folder, String name) {
    return List.of(".xlsx", ".csv").stream()
        .map(ending -> folder.resolve(name + ending))
        .filter(Files::exists)
        .findFirst();
  }

  private static Path require(Path folder, String name) {
    return find(folder, name).orElseThrow(() -> missing(folder, name));
  }

  private static ChallengeFileException missing(Path folder, String name) {
    return new ChallengeFileException(
        "%s: has no %s.xlsx or %s.csv, nor a %s; name the folder of the organisers' emotion_wheel files.",
        folder, name, name, FROZEN);
  }

  private static Map<String, List<String>> bases(Path file) throws IOException {
    var bases = new LinkedHashMap<String, List<String>>();
    for (var row : Words.read(file).of(List.of("name", "format"))) {
      var base = row.getFirst();
      for (var inflection : OpenSet.parse(row.getLast(), OpenSet.Dialect.LISTED)) {
        bases.computeIfAbsent(inflection, _ -> new ArrayList<>()).add(base);
      }
      bases.computeIfAbsent(base, _ -> new ArrayList<>()).add(base);
    }
    return bases;
  }

  private static Map<String, List<String>> synonyms(Path file) throws IOException {
    var runs = new LinkedHashMap<String, SequencedSet<String>>();
    var table = Words.read(file);
    for (int run = 1; run == 1 || table.header().contains("word_run" + run); run++) {
      for (var row : table.of(List.of("word_run" + run, "synonym_run" + run))) {
        var word = folded(row.getFirst());
        runs.computeIfAbsent(word, _ -> new LinkedHashSet<>()).add(word);
        for (var synonym : OpenSet.parse(row.getLast(), OpenSet.Dialect.LISTED)) {
          runs.computeIfAbsent(folded(synonym), _ -> new LinkedHashSet<>()).add(word);
        }
      }
    }
    var words = new LinkedHashMap<String, List<String>>();
    runs.forEach((synonym, wheelWords) -> words.put(synonym, List.copyOf(wheelWords)));
    return words;
  }

  private static Wheel wheel(String name, Path file) throws IOException {
    var rings = new LinkedHashMap<String, SequencedMap<String, List<String>>>();
    var above = List.of("", "", "");
    for (var row : Words.read(file).of(List.of("level1", "level2", "level3"))) {
      var before = above;
      above =
          IntStream.range(0, 3)
              .mapToObj(i -> row.get(i).isBlank() ? before.get(i) : folded(row.get(i)))
              .toList();
      rings
          .computeIfAbsent(above.get(0), _ -> new LinkedHashMap<>())
          .computeIfAbsent(above.get(1), _ -> new ArrayList<>())
          .add(above.get(2));
    }
    return Wheel.of(name, rings);
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).strip();
  }

  /// A table of words of either kind.
  private record Words(String file, List<String> header, List<List<String>> rows) {

    static Words read(Path path) throws IOException {
      var file = String.valueOf(path.getFileName());
      var table = file.endsWith(".xlsx") ? sheet(path, file) : csv(path, file);
      if (table.isEmpty()) {
        throw new ChallengeFileException("%s: is empty.", file);
      }
      return new Words(
          file,
          table.getFirst().stream().map(String::strip).toList(),
          table.subList(1, table.size()));
    }

    /// The cells of some columns, row by row; empty where a row is short.
    List<List<String>> of(List<String> columns) {
      for (var column : columns) {
        if (!header.contains(column)) {
          throw new ChallengeFileException(
              "%s: has no column %s, only %s.", file, column, String.join(", ", header));
        }
      }
      return rows.stream()
          .map(row ->
              columns.stream()
                  .mapToInt(header::indexOf)
                  .mapToObj(i -> i < row.size() ? row.get(i) : "")
                  .toList())
          .filter(row -> !row.stream().allMatch(String::isBlank))
          .toList();
    }
  }

  private static List<List<String>> csv(Path path, String file) throws IOException {
    var table = new ArrayList<List<String>>();
    try (var records = new CsvRecords(path, TableLimits.GENEROUS)) {
      for (var record = records.next(); record != null; record = records.next()) {
        if (record.isBroken()) {
          throw new ChallengeFileException(
              "%s: line %s: %s.", file, record.line(), record.trouble());
        }
        table.add(record.cells());
      }
    }
    return table;
  }

  private static List<List<String>> sheet(Path path, String file) throws IOException {
    refuseHuge(path, file);
    try (var in = Files.newInputStream(path);
        var book = new ReadableWorkbook(in);
        var rows = book.getFirstSheet().openStream()) {
      return rows.map(WheelFiles::cells).toList();
    } catch (ExcelReaderException e) {
      throw new ChallengeFileException(
          "%s: is no workbook: %s", file, String.valueOf(e.getMessage()));
    }
  }

  /// A workbook is an archive, and a small one may unfold to fill the memory.
  private static void refuseHuge(Path path, String file) throws IOException {
    try (var zip = new ZipFile(path.toFile())) {
      long left = MOST_BYTES;
      for (var entry : Collections.list(zip.entries())) {
        try (var in = zip.getInputStream(entry)) {
          left -= in.readNBytes((int) left + 1).length;
        }
        if (left < 0) {
          throw new ChallengeFileException("%s: is too large to be a table of words.", file);
        }
      }
    } catch (ZipException e) {
      throw new ChallengeFileException(
          "%s: is no workbook: %s", file, String.valueOf(e.getMessage()));
    }
  }

  private static List<String> cells(Row row) {
    return IntStream.range(0, row.getCellCount())
        .mapToObj(i -> row.getOptionalCell(i).map(cell -> cell.getText()).orElse(""))
        .toList();
  }

  /// The archive `wheel_mapping.npz` of a folder.
  public static EmotionWheels frozen(Path folder) throws IOException {
    var archive = Npz.read(folder.resolve(FROZEN));
    var wheels = new ArrayList<Wheel>();
    for (var wheel : dictionary(archive.require("wheel_map_whole").item()).entrySet()) {
      var levels = dictionary(wheel.getValue());
      wheels.add(
          new Wheel(wheel.getKey(), words(levels.get("level1")), words(levels.get("level2"))));
    }
    return new EmotionWheels(
        lists(archive.require("format_mapping").item()),
        lists(archive.require("raw_mapping").item()),
        wheels);
  }

  private static Map<String, Object> dictionary(@Nullable Object value) {
    var found = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      for (var entry : map.entrySet()) {
        if (entry.getKey() instanceof String key && entry.getValue() != null) {
          found.put(key, entry.getValue());
        }
      }
      if (found.size() == map.size()) {
        return found;
      }
    }
    throw new ChallengeFileException(
        "%s: holds something else than dictionaries of words.", FROZEN);
  }

  private static Map<String, String> words(@Nullable Object value) {
    var words = new LinkedHashMap<String, String>();
    dictionary(value).forEach((key, word) -> words.put(key, word(word)));
    return words;
  }

  private static Map<String, List<String>> lists(@Nullable Object value) {
    var lists = new LinkedHashMap<String, List<String>>();
    dictionary(value)
        .forEach((key, list) -> {
          if (!(list instanceof List<?> words)) {
            throw new ChallengeFileException(
                "%s: holds something else than lists of words.", FROZEN);
          }
          lists.put(key, words.stream().map(WheelFiles::word).toList());
        });
    return lists;
  }

  private static String word(@Nullable Object value) {
    if (value instanceof String word) {
      return word;
    }
    throw new ChallengeFileException("%s: holds something else than words.", FROZEN);
  }
}
