package undertone.corpora;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One label of a scheme.
///
/// @param id the word that data files and exports use, lower case, without a vertical bar, and no
///   tilde in front, which marks an open word
/// @param names what people read, by language tag (`en` is required, `zh` usual)
/// @param definitions one sentence by language tag
/// @param colour CSS hex colour, colour-blind safe within the scheme
/// @param key the letter that adds it on the keyboard, upper case
/// @param glyph a sign beside the colour, so that colour never stands alone
/// @param aliases other words that mean this label in imported tables
/// @param parent id of the wider label in an emotion wheel
/// @param valence prototype, -1..1
/// @param arousal prototype, -1..1
public record Label(
    String id,
    Map<String, String> names,
    Map<String, String> definitions,
    String colour,
    String key,
    String glyph,
    List<String> aliases,
    @Nullable String parent,
    @Nullable Double valence,
    @Nullable Double arousal) {

  public Label {
    names = Map.copyOf(names);
    definitions = Map.copyOf(definitions);
    aliases = List.copyOf(aliases);
    if (id.isBlank() || id.indexOf('|') >= 0 || id.startsWith("~")) {
      throw new IllegalArgumentException(
          "A label id must be a word without a vertical bar or a tilde in front but was \"%s\"."
              .formatted(id));
    }
  }

  /// The name in a language, else the English one, else the id.
  public String name(String language) {
    return names.getOrDefault(language, names.getOrDefault("en", id));
  }

  /// The definition in a language, else the English one, else nothing.
  public String definition(String language) {
    return definitions.getOrDefault(language, definitions.getOrDefault("en", ""));
  }
}
