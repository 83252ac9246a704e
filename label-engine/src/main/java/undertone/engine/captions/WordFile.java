package undertone.engine.captions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Reads the YAML files of words that come with the product.
final class WordFile {
  private WordFile() {}

  static Map<?, ?> read(String file) {
    try (var in = WordFile.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("Bug: " + file + " is not in the build.");
      }
      Object read =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return map(read);
    } catch (IOException e) {
      throw new UncheckedIOException("Bug: " + file + " cannot be read from the build.", e);
    }
  }

  static Map<?, ?> map(@Nullable Object read) {
    if (read instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalStateException("Bug: a file of words has %s for a map.".formatted(read));
  }

  /// None where there is no list.
  static List<String> words(@Nullable Object listed) {
    return listed instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }
}
