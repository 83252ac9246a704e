package undertone.annotator.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.ClipsCsv;
import undertone.corpora.manifest.ClipsCsvException;
import undertone.corpora.manifest.Opinion;
import undertone.corpora.manifest.RowFault;
import undertone.corpora.manifest.RowResult;
import undertone.corpora.manifest.TableRules;

/// Looks at folders of the server before they are brought in. Nothing is written.
@Service
public class ImportLook {

  private static final String TABLE = "clips.csv";
  private static final int MOST_ROWS = 50_000; // more would keep the person waiting
  private static final int MOST_FAULTS = 10;
  private static final int MOST_FILES = 100_000;

  private final Rights rights;
  private final Catalogue catalogue;
  private final ImportFolders folders;

  ImportLook(Rights rights, Catalogue catalogue, ImportFolders folders) {
    this.rights = rights;
    this.catalogue = catalogue;
    this.folders = folders;
  }

  /// A folder one can go into.
  ///
  /// @param table whether a clips.csv lies in it
  public record Folder(String path, String name, boolean table) {}

  /// @param path null at the beginnings
  /// @param up the folder above, if it is open to the person
  public record Place(@Nullable String path, @Nullable String up, List<Folder> folders) {}

  /// What an import would find.
  ///
  /// @param table whether a clips.csv was read; else only files were counted
  /// @param rows rows or files
  /// @param cut whether there are more than were looked at
  /// @param labels how often each label of the scheme is named
  /// @param unknown words outside the scheme, kept as "other"
  /// @param faults the first rows that would stay outside, with why
  public record Look(
      boolean table,
      long rows,
      long bad,
      boolean cut,
      Map<String, Long> labels,
      List<Unknown> unknown,
      List<String> voters,
      boolean ranked,
      boolean gold,
      List<String> faults) {}

  /// @param nearest label of the scheme that may have been meant
  public record Unknown(String word, long times, String nearest) {}

  /// Folders to choose from.
  ///
  /// @param path empty for where one may begin
  public Place place(CorpusId corpus, String path) {
    rights.require(corpus, Right.MANAGE);
    if (path.isBlank()) {
      return new Place(null, null, folders.beginnings().stream().map(ImportLook::folder).toList());
    }
    var here = parsed(path);
    var inside = folders.inside(here).stream().map(ImportLook::folder).toList();
    return new Place(here.toString(), up(here), inside);
  }

  private @Nullable String up(Path here) {
    var above = here.getParent();
    if (above == null || folders.beginnings().contains(here)) {
      return null;
    }
    try {
      folders.check(above);
      return above.toString();
    } catch (InvalidRequestException _) {
      return null;
    }
  }

  /// What importing a folder would find; rows are read, media are not.
  public Look look(CorpusId corpus, String folder) {
    rights.require(corpus, Right.MANAGE);
    var path = parsed(folder);
    folders.check(path);
    if (!Files.isRegularFile(path.resolve(TABLE))) {
      return files(path);
    }
    var scheme = catalogue.schemeOf(corpus);
    var rules = TableRules.under(scheme).inLanguage(catalogue.require(corpus).language());
    try (var table = ClipsCsv.open(path.resolve(TABLE), rules)) {
      return read(table, scheme);
    } catch (ClipsCsvException e) {
      throw new InvalidRequestException("%s", String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw new InvalidRequestException("%s cannot be read.", path);
    }
  }

  private static Look read(ClipsCsv table, LabelScheme scheme) {
    var labels = new TreeMap<String, Long>();
    var faults = new ArrayList<String>();
    long rows = 0;
    long bad = 0;
    var results = table.iterator();
    while (results.hasNext() && rows < MOST_ROWS) {
      rows++;
      switch (results.next()) {
        case RowResult.Good(var row) -> count(row, labels);
        case RowResult.Bad(var found) -> {
          bad++;
          found.stream()
              .limit(MOST_FAULTS - (long) faults.size())
              .map(RowFault::message)
              .forEach(faults::add);
        }
      }
    }
    return new Look(
        true,
        rows,
        bad,
        results.hasNext(),
        labels,
        unknown(table.others(), scheme),
        List.copyOf(table.voters()),
        table.hasRankings(),
        table.hasGold(),
        faults);
  }

  private static void count(ClipRow row, Map<String, Long> labels) {
    if (row.gold() != null) {
      labels.merge(row.gold(), 1L, Long::sum);
    }
    row.opinions()
        .values()
        .forEach(o ->
            o.labels().labels().stream()
                .filter(l -> !l.equals(Opinion.OTHER))
                .forEach(l -> labels.merge(l, 1L, Long::sum)));
  }

  // Counted per voter by the reader, as `voter: word`.
  private static List<Unknown> unknown(Map<String, Long> others, LabelScheme scheme) {
    var words = new TreeMap<String, Long>();
    others.forEach(
        (said, times) -> words.merge(said.substring(said.indexOf(": ") + 2), times, Long::sum));
    return words.entrySet().stream()
        .map(e ->
            new Unknown(
                e.getKey(),
                e.getValue(),
                scheme.match(e.getKey()) instanceof LabelScheme.Match.Unknown(var nearest)
                    ? nearest
                    : ""))
        .toList();
  }

  private static Look files(Path folder) {
    try (var files = Files.walk(folder)) {
      long found = files.filter(Files::isRegularFile).limit(MOST_FILES).count();
      return new Look(
          false,
          found,
          0,
          found == MOST_FILES,
          Map.of(),
          List.of(),
          List.of(),
          false,
          false,
          List.of());
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidRequestException("%s cannot be read.", folder);
    }
  }

  private static Folder folder(Path path) {
    var name = path.getFileName();
    return new Folder(
        path.toString(),
        name == null ? path.toString() : name.toString(),
        Files.isRegularFile(path.resolve(TABLE)));
  }

  private static Path parsed(String path) {
    try {
      return Path.of(path.strip()).normalize();
    } catch (InvalidPathException e) {
      throw new InvalidRequestException("%s is not a folder of this server.", path);
    }
  }
}
