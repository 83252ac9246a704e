package undertone.annotator.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.engine.contract.FeatureSet;
import undertone.engine.contract.Normalisation;
import undertone.engine.contract.SetReport;
import undertone.engine.recognition.WholeFiles;

/// Data sets of features that were taken into a corpus, each in a folder called like the set.
///
/// @param root may not exist yet
public record BroughtFeatures(Path root) {
  private static final String SCALE = "normalisation.json";
  private static final String GROWING = ".growing";

  /// Those of a corpus.
  public static BroughtFeatures of(HomeFolder home, CorpusId corpus) {
    return new BroughtFeatures(home.features().resolve("brought").resolve(corpus.toString()));
  }

  /// Copies card, table and files of numbers, nothing else, and works out the scale of the training
  /// split if there is one. A set of the same name is replaced.
  public Path keep(FeatureSet set, SetReport report) throws IOException {
    var name = set.card().name();
    var target = root.resolve(folder(name));
    var growing = root.resolve(target.getFileName() + GROWING);
    FileSystemUtils.deleteRecursively(growing);
    Files.createDirectories(growing);
    try {
      for (var file : List.of("dataset.json", "clips.csv")) {
        Files.copy(set.root().resolve(file), growing.resolve(file));
      }
      for (var modality : set.card().modalities()) {
        copy(set.root(), growing, Path.of("features", modality.name(), modality.extractor()));
      }
      if (report.splits().containsKey(Normalisation.TRAINING)) {
        Normalisation.fit(FeatureSet.open(growing)).write(growing.resolve(SCALE));
      }
      for (var before : all()) {
        if (before.card().name().equals(name)) {
          FileSystemUtils.deleteRecursively(before.root());
        }
      }
      Files.move(growing, target);
    } finally {
      FileSystemUtils.deleteRecursively(growing); // nothing is left of one that could not be kept
    }
    return target;
  }

  /// A folder of its own for every name; one that cannot be written as it is gets a mark that tells
  /// it from others that are written alike.
  static String folder(String name) {
    if (name.isBlank()) {
      throw new InvalidValueException("A data set of features needs a name.");
    }
    var plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
    return plain.equals(name)
        ? name
        : plain + "-" + WholeFiles.hash(name.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }

  private static void copy(Path from, Path to, Path inside) throws IOException {
    try (var files = Files.walk(from.resolve(inside))) {
      for (var file : files.toList()) {
        var place = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(place);
        } else {
          Files.copy(
              file, place); // of a link, what it leads to: the check saw that it stays inside
        }
      }
    }
  }

  /// All of them, by the names of their folders.
  public List<FeatureSet> all() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (var folders = Files.list(root)) {
      return folders
          .filter(folder -> !folder.getFileName().toString().endsWith(GROWING))
          .filter(folder -> Files.isRegularFile(folder.resolve("dataset.json")))
          .sorted()
          .map(BroughtFeatures::opened)
          .toList();
    }
  }

  /// The set of a name.
  ///
  /// @throws InvalidValueException if there is none, or it lacks a modality that is asked for
  FeatureSet require(String name, String modality) throws IOException {
    var sets = all();
    var set =
        sets.stream()
            .filter(one -> one.card().name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new InvalidValueException(
                    "No features \"%s\" were taken into this corpus; there is %s. Say %s for the"
                        + " product's own, or %s.",
                    name,
                    sets.isEmpty()
                        ? "none"
                        : sets.stream()
                            .map(one -> one.card().name())
                            .collect(Collectors.joining(", ")),
                    FeatureChoice.OWN,
                    FeatureChoice.NONE));
    if (set.card().modalities().stream().noneMatch(one -> one.name().equals(modality))) {
      throw new InvalidValueException("The features \"%s\" have no %s.", name, modality);
    }
    return set;
  }

  private static FeatureSet opened(Path folder) {
    try {
      return FeatureSet.open(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
