package undertone.corpora.scheme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;

/// Reads and writes label schemes as YAML, the form people edit.
///
/// ```yaml
/// name: ekman7
/// version: 1
/// title: Ekman's six and neutral
/// labels:
///   - id: happiness
///     names: {en: happiness, zh: 高兴}
///     definitions: {en: Pleasure that shows., zh: 流露出来的愉快。}
///     colour: "#DB9600"
///     key: H                    # optional: one letter
///     glyph: ◡                  # optional
///     aliases: [happy, joy]     # optional
///     parent: joy               # optional: the wider label of a wheel
///     valence: 0.76             # optional, -1..1
///     arousal: 0.48             # optional, -1..1
/// ```
///
/// A word may stand under several labels; it is then ambiguous, and tables that use it are told to
/// choose. The file is data: no tags, no classes, at most a million characters.
public final class SchemeYaml {

  private static final int MAX_CHARACTERS = 1_000_000;
  private static final int MAX_LABELS = 500;
  private static final int MAX_ID_CHARACTERS = 100; // as wide as the tables' columns
  private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{6}");
  private static final Pattern KEY = Pattern.compile("[A-Z]?");

  private static final List<String> SCHEME_KEYS = List.of("name", "version", "title", "labels");
  private static final List<String> LABEL_KEYS =
      List.of(
          "id",
          "names",
          "definitions",
          "colour",
          "key",
          "glyph",
          "aliases",
          "parent",
          "valence",
          "arousal");

  private SchemeYaml() {}

  /// @throws SchemeFormatException if the file is not a label scheme
  public static LabelScheme read(Path file) {
    try {
      if (Files.size(file) > 4L * MAX_CHARACTERS) {
        throw new SchemeFormatException(
            file.toString(), "file", "is too large for a label scheme; is it the right file?");
      }
      return read(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read label scheme " + file, e);
    }
  }

  /// @param source what errors call the text, usually its file name
  /// @throws SchemeFormatException if the text is not a label scheme
  public static LabelScheme read(String source, String yaml) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setAllowDuplicateKeys(false);
    options.setNestingDepthLimit(10);
    Object root;
    try {
      root = new Yaml(new SafeConstructor(options)).load(yaml);
    } catch (YAMLException e) {
      throw new SchemeFormatException(source, "file", "is not YAML: " + e.getMessage());
    }
    var file = YamlSection.of(source, "", root);
    file.refuseOtherKeysThan(SCHEME_KEYS);
    var labels = file.sections("labels").stream().map(SchemeYaml::label).toList();
    if (labels.isEmpty() || labels.size() > MAX_LABELS) {
      throw file.trouble("labels", "must list 1 to %d labels".formatted(MAX_LABELS));
    }
    check(file, labels);
    return new LabelScheme(
        file.text("name"), file.wholeNumber("version", 1), file.text("title"), labels);
  }

  private static Label label(YamlSection section) {
    section.refuseOtherKeysThan(LABEL_KEYS);
    var id = section.text("id");
    if (id.length() > MAX_ID_CHARACTERS || id.indexOf('|') >= 0) {
      throw section.trouble(
          "id", "must be at most %d characters without a bar".formatted(MAX_ID_CHARACTERS));
    }
    var names = section.texts("names");
    if (!names.containsKey("en")) {
      throw section.trouble("names.en", "is missing; every label needs an English name");
    }
    return new Label(
        id,
        names,
        section.texts("definitions"),
        matching(section, "colour", section.text("colour"), COLOUR, "a colour such as \"#DB9600\"")
            .toUpperCase(Locale.ROOT),
        matching(section, "key", section.textOr("key", ""), KEY, "one letter A-Z"),
        section.textOr("glyph", ""),
        section.words("aliases"),
        section.textOrNull("parent"),
        section.share("valence"),
        section.share("arousal"));
  }

  private static String matching(
      YamlSection section, String key, String value, Pattern pattern, String wanted) {
    if (!pattern.matcher(value).matches()) {
      throw section.trouble(key, "must be %s but is \"%s\"".formatted(wanted, value));
    }
    return value;
  }

  /// What only the labels together can get wrong.
  private static void check(YamlSection file, List<Label> labels) {
    var byId = new HashMap<String, Label>();
    var byKey = new HashMap<String, String>();
    for (var label : labels) {
      if (byId.put(label.id(), label) != null) {
        throw file.trouble("labels", "repeats the id \"%s\"".formatted(label.id()));
      }
      var other = label.key().isEmpty() ? null : byKey.put(label.key(), label.id());
      if (other != null) {
        throw file.trouble(
            "labels",
            "gives the key %s to both %s and %s".formatted(label.key(), other, label.id()));
      }
    }
    var folded =
        labels.stream()
            .collect(
                Collectors.toMap(
                    l -> l.id().toLowerCase(Locale.ROOT), Function.identity(), (a, _) -> a));
    for (var label : labels) {
      checkParents(file, label, byId);
      for (var alias : label.aliases()) {
        var owner = folded.get(alias.toLowerCase(Locale.ROOT));
        if (owner != null && !owner.equals(label)) {
          throw file.trouble(
              "labels",
              "calls \"%s\" an alias of %s, but it is a label itself; ids win, so remove it"
                  .formatted(alias, label.id()));
        }
      }
    }
  }

  private static void checkParents(YamlSection file, Label label, Map<String, Label> byId) {
    @Nullable String parent = label.parent();
    for (int steps = 0; parent != null; steps++) {
      var wider = byId.get(parent);
      if (wider == null || steps > byId.size()) {
        throw file.trouble(
            "labels",
            wider == null
                ? "gives %s the parent \"%s\", which is no label".formatted(label.id(), parent)
                : "makes %s its own ancestor".formatted(label.id()));
      }
      parent = wider.parent();
    }
  }

  /// The scheme as YAML that [#read(String, String)] reads back to an equal scheme.
  public static String write(LabelScheme scheme) {
    var file = new LinkedHashMap<String, Object>();
    file.put("name", scheme.name());
    file.put("version", scheme.version());
    file.put("title", scheme.title());
    file.put("labels", scheme.labels().stream().map(SchemeYaml::section).toList());
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setAllowUnicode(true);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setWidth(120);
    return new Yaml(new Representer(options), options).dump(file);
  }

  private static Map<String, Object> section(Label label) {
    var section = new LinkedHashMap<String, Object>();
    section.put("id", label.id());
    section.put("names", new TreeMap<>(label.names()));
    section.put("definitions", new TreeMap<>(label.definitions()));
    section.put("colour", label.colour());
    if (!label.key().isEmpty()) {
      section.put("key", label.key());
    }
    if (!label.glyph().isEmpty()) {
      section.put("glyph", label.glyph());
    }
    if (label.parent() != null) {
      section.put("parent", label.parent());
    }
    if (!label.aliases().isEmpty()) {
      section.put("aliases", label.aliases());
    }
    if (label.valence() != null) {
      section.put("valence", label.valence());
    }
    if (label.arousal() != null) {
      section.put("arousal", label.arousal());
    }
    return section;
  }
}
