package undertone.engine.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Which classes are kin: a YAML map of coarse classes to lists of classes.
final class CoarseClasses {
  private CoarseClasses() {}

  /// Kin of each class `[K][…]`, itself among them.
  ///
  /// @param file null = CIFAR-100's own twenty
  static int[][] of(@Nullable Path file, List<String> classes) throws IOException {
    try (var stream = open(file)) {
      var options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      var where = file == null ? "CIFAR-100's coarse classes" : file.toString();
      if (!(new Yaml(new SafeConstructor(options)).load(stream) instanceof Map<?, ?> coarse)) {
        throw new IllegalArgumentException(
            "%s: expected coarse classes with lists of classes.".formatted(where));
      }
      return kin(where, coarse, classes);
    } catch (YAMLException e) {
      throw new IllegalArgumentException("%s is not YAML: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static InputStream open(@Nullable Path file) throws IOException {
    return file == null
        ? Objects.requireNonNull(
            CoarseClasses.class.getResourceAsStream("/plans/cifar100-coarse.yaml"))
        : Files.newInputStream(file);
  }

  private static int[][] kin(String where, Map<?, ?> coarse, List<String> classes) {
    var kin = new int[classes.size()][];
    for (var group : coarse.values()) {
      var members = new ArrayList<Integer>();
      if (group instanceof List<?> names) {
        names.forEach(name -> members.add(classes.indexOf(String.valueOf(name))));
      }
      var known = members.stream().mapToInt(i -> i).filter(i -> i >= 0).toArray();
      for (int member : known) {
        kin[member] = known;
      }
    }
    var alone = classes.stream().filter(name -> kin[classes.indexOf(name)] == null).toList();
    if (!alone.isEmpty()) {
      throw new IllegalArgumentException(
          "%s says nothing of %s; name a file with --coarse that has each class in a group."
              .formatted(where, String.join(", ", alone)));
    }
    return kin;
  }
}
