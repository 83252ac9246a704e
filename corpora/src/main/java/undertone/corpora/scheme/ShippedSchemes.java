package undertone.corpora.scheme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;

/// The label schemes that come with Undertone, from `config/schemes/`.
public final class ShippedSchemes {

  // The content of a folder cannot be listed inside a jar; a test compares this with the folder.
  private static final List<String> NAMES =
      List.of("ekman7", "ferplus8", "mer6", "ravdess8", "plutchik");

  private static final class Holder {
    static final List<LabelScheme> ALL = NAMES.stream().map(ShippedSchemes::read).toList();
  }

  private ShippedSchemes() {}

  public static List<LabelScheme> all() {
    return Holder.ALL;
  }

  public static List<String> names() {
    return NAMES;
  }

  public static Optional<LabelScheme> find(String name) {
    return all().stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /// A label as the first scheme that has it draws and describes it.
  static Optional<Label> label(String id) {
    return all().stream().flatMap(s -> s.label(id).stream()).findFirst();
  }

  private static LabelScheme read(String name) {
    var resource = "/schemes/" + name + ".yaml";
    try (var in = ShippedSchemes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Bug: label scheme " + resource + " is not in the jar.");
      }
      return SchemeYaml.read(name + ".yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
