package undertone.corpora.scheme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One mapping of a YAML file, read key by key; every complaint names the file and the key's path.
record YamlSection(String source, String path, Map<?, ?> entries) {

  static YamlSection of(String source, String path, @Nullable Object node) {
    if (node instanceof Map<?, ?> entries) {
      return new YamlSection(source, path, entries);
    }
    throw new SchemeFormatException(
        source, path.isEmpty() ? "file" : path, "must be a mapping of keys to values.");
  }

  SchemeFormatException trouble(String key, String trouble) {
    return new SchemeFormatException(source, at(key), trouble + ".");
  }

  void refuseOtherKeysThan(List<String> known) {
    for (var key : entries.keySet()) {
      if (!(key instanceof String word && known.contains(word))) {
        throw trouble(
            String.valueOf(key), "is not a key here; known are " + String.join(", ", known));
      }
    }
  }

  String text(String key) {
    var text = textOr(key, "");
    if (text.isBlank()) {
      throw trouble(key, "is missing");
    }
    return text;
  }

  String textOr(String key, String otherwise) {
    var text = textOrNull(key);
    return text == null ? otherwise : text;
  }

  @Nullable String textOrNull(String key) {
    var value = entries.get(key);
    return value == null ? null : word(key, value);
  }

  int wholeNumber(String key, int atLeast) {
    if (entries.get(key) instanceof Integer number && number >= atLeast) {
      return number;
    }
    throw trouble(key, "must be a whole number from %d on".formatted(atLeast));
  }

  /// A number -1..1, if given.
  @Nullable Double share(String key) {
    var value = entries.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number && Math.abs(number.doubleValue()) <= 1) {
      return number.doubleValue();
    }
    throw trouble(key, "must be a number from -1 to 1 but is \"%s\"".formatted(value));
  }

  List<String> words(String key) {
    var words = new ArrayList<String>();
    for (var value : list(key)) {
      var word = word("%s[%d]".formatted(key, words.size() + 1), value);
      if (word.isBlank() || word.indexOf('|') >= 0) {
        throw trouble(key, "holds \"%s\", which is no word a table could use".formatted(word));
      }
      words.add(word);
    }
    return words;
  }

  Map<String, String> texts(String key) {
    if (entries.get(key) == null) {
      return Map.of();
    }
    var section = of(source, at(key), entries.get(key));
    var texts = new LinkedHashMap<String, String>();
    for (var language : section.entries.keySet()) {
      var tag = section.word(String.valueOf(language), language);
      texts.put(tag, section.text(tag));
    }
    return texts;
  }

  /// The mappings of a list, counted from 1 in complaints.
  List<YamlSection> sections(String key) {
    var sections = new ArrayList<YamlSection>();
    for (var entry : list(key)) {
      sections.add(of(source, "%s[%d]".formatted(at(key), sections.size() + 1), entry));
    }
    return sections;
  }

  private List<?> list(String key) {
    var value = entries.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw trouble(key, "must be a list");
  }

  private String word(String key, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    // YAML reads a bare no, on or 12 as something else than a word.
    throw trouble(key, "must be text but is %s; put it in quotes".formatted(value));
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
