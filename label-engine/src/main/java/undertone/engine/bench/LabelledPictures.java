package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Label;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.augmentation.Pictures;

/// Pictures with their labels, apart into those to learn from and those to measure on.
///
/// Read from a `tar.gz` of class folders (`train/cat/0001.jpg`, `test/cat/0002.jpg`), or from a
/// folder with `clips.csv`, where split `train` is learned from and `test`, or else `valid`, is
/// measured on.
final class LabelledPictures {
  private final List<String> classes;
  private final List<Case> cases; // to learn from first
  private final int learned;

  private LabelledPictures(List<String> classes, List<Case> train, List<Case> test) {
    this.classes = classes;
    this.cases = Stream.concat(train.stream(), test.stream()).toList();
    learned = train.size();
  }

  /// One picture: its label, and the candidates that voters gave, if they were asked.
  private static final class Case {
    final String name;
    final int truth;
    final boolean[] candidates;
    final byte[] pixels;

    Case(String name, int truth, boolean[] candidates, byte[] pixels) {
      this.name = name;
      this.truth = truth;
      this.candidates = candidates;
      this.pixels = pixels;
    }
  }

  static LabelledPictures read(PicoBenchOptions options) throws IOException {
    var archive = archive(options.data());
    return archive == null ? ofTable(options) : ofArchive(archive, options);
  }

  private static @Nullable Path archive(Path data) throws IOException {
    if (Files.isRegularFile(data)) {
      return data;
    }
    if (!Files.isDirectory(data)) {
      throw new IllegalArgumentException("There is no folder %s.".formatted(data));
    }
    if (Files.isRegularFile(data.resolve(TableSlice.TABLE))) {
      return null;
    }
    try (var files = Files.list(data)) {
      return files
          .filter(file -> file.toString().endsWith(".tar.gz"))
          .sorted()
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "%s has neither a clips.csv nor a tar.gz of class folders.".formatted(data)));
    }
  }

  private static LabelledPictures ofArchive(Path archive, PicoBenchOptions options)
      throws IOException {
    if (!options.voters().isEmpty()) {
      throw new IllegalArgumentException(
          "%s holds no votes; leave --voters out and candidate sets are made by --generator."
              .formatted(archive));
    }
    var train = new TreeSet<String>();
    var test = new TreeSet<String>();
    try (var files = new TarFiles(archive)) {
      for (var file = files.next(); file != null; file = files.next()) {
        var parts = file.path.split("/", -1);
        if (parts.length < 3) {
          continue; // a note beside the folders
        }
        var part =
            switch (parts[parts.length - 3]) {
              case "train" -> train;
              case "test" -> test;
              default ->
                  throw new IOException(
                      "%s: %s does not lie in train/CLASS or test/CLASS."
                          .formatted(archive, file.path));
            };
        if (!part.add(file.path)) {
          throw new IOException("%s holds %s twice.".formatted(archive, file.path));
        }
      }
    }
    var names = new TreeSet<String>();
    train.forEach(path -> names.add(classOf(path)));
    var classes = List.copyOf(names);
    var learned = drawn(train, options.limit(), options.seed());
    var held = drawn(test, options.test(), options.seed());
    var pictures = decoded(archive, learned, held, classes, options.side());
    return new LabelledPictures(classes, cases(learned, pictures), cases(held, pictures));
  }

  private static String classOf(String path) {
    var parts = path.split("/", -1);
    return parts[parts.length - 2];
  }

  /// So many paths, each class keeping its share; 0 = all. In their order.
  private static List<String> drawn(Set<String> paths, int limit, long seed) {
    return Stratified.drawn(List.copyOf(paths), LabelledPictures::classOf, limit, seed);
  }

  /// The pictures asked for, read in a second pass, so that no more than these are ever held.
  private static Map<String, Case> decoded(
      Path archive, List<String> learned, List<String> held, List<String> classes, int side)
      throws IOException {
    var asked = new HashSet<>(learned);
    asked.addAll(held);
    var cases = new HashMap<String, Case>();
    try (var files = new TarFiles(archive)) {
      for (var file = files.next(); file != null; file = files.next()) {
        if (asked.contains(file.path)) {
          int truth = classes.indexOf(classOf(file.path));
          if (truth < 0) {
            throw new IOException(
                "%s is of a class that has no pictures to learn from.".formatted(file.path));
          }
          var picture = SmallPicture.read(file.path, file.bytes, side);
          cases.put(file.path, new Case(file.path, truth, new boolean[classes.size()], picture));
        }
      }
    }
    return cases;
  }

  private static List<Case> cases(List<String> paths, Map<String, Case> pictures) {
    return paths.stream().flatMap(path -> Stream.ofNullable(pictures.get(path))).toList();
  }

  private static LabelledPictures ofTable(PicoBenchOptions options) throws IOException {
    var table = BenchTable.read(options.table());
    var classes = table.scheme().labels().stream().map(Label::id).toList();
    var candidates = new HashMap<String, List<String>>();
    table.clips().forEach(clip -> candidates.put(clip.id(), clip.candidates().labels()));
    var labelled = table.rows().stream().filter(row -> row.gold() != null).toList();
    boolean hasTest = labelled.stream().anyMatch(row -> "test".equals(row.split()));
    var train =
        labelled.stream()
            .filter(row -> "train".equals(row.split()))
            .filter(row ->
                options.voters().isEmpty()
                    || !Objects.requireNonNull(candidates.get(row.name())).isEmpty())
            .toList();
    var test =
        labelled.stream().filter(row -> (hasTest ? "test" : "valid").equals(row.split())).toList();
    return new LabelledPictures(
        classes,
        decoded(train, options.limit(), classes, candidates, options),
        decoded(test, options.test(), classes, candidates, options));
  }

  private static List<Case> decoded(
      List<ClipRow> rows,
      int limit,
      List<String> classes,
      Map<String, List<String>> candidates,
      PicoBenchOptions options)
      throws IOException {
    var cases = new ArrayList<Case>();
    var chosen =
        Stratified.drawn(rows, row -> Objects.requireNonNull(row.gold()), limit, options.seed());
    for (var row : chosen) {
      var set = new boolean[classes.size()];
      candidates
          .getOrDefault(row.name(), List.of())
          .forEach(label -> set[classes.indexOf(label)] = true);
      var file = options.data().resolve(row.source()).normalize();
      if (!file.startsWith(options.data())) {
        throw new IOException("%s lies outside %s.".formatted(row.source(), options.data()));
      }
      cases.add(
          new Case(
              row.name(),
              classes.indexOf(row.gold()),
              set,
              SmallPicture.read(row.source(), Files.readAllBytes(file), options.side())));
    }
    return cases;
  }

  List<String> classes() {
    return classes;
  }

  /// How many there are to learn from.
  int learned() {
    return learned;
  }

  int measured() {
    return cases.size() - learned;
  }

  /// Of those to learn from: paths in the archive, or names of the table.
  List<String> names() {
    return cases.stream().limit(learned).map(one -> one.name).toList();
  }

  /// Labels of those to learn from; the bench measures against them, the network never sees them.
  int[] learnedTruths() {
    return cases.stream().limit(learned).mapToInt(one -> one.truth).toArray();
  }

  int[] measuredTruths() {
    return cases.stream().skip(learned).mapToInt(one -> one.truth).toArray();
  }

  /// Candidates that voters gave, `[N,K]`.
  boolean[][] voted() {
    return cases.stream().limit(learned).map(one -> one.candidates).toArray(boolean[][]::new);
  }

  Pictures pictures(int side) {
    return new Pictures(cases.stream().map(one -> one.pixels).toArray(byte[][]::new), side);
  }
}
