package undertone.annotator.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Label;

/// One label while it is edited.
public final class LabelDraft {

  private final @Nullable String origin;
  private final Map<String, String> names = new TreeMap<>();
  private final Map<String, String> definitions = new TreeMap<>();
  private String id;
  private String colour;
  private String key = "";
  private String glyph = "";
  private List<String> aliases = List.of();
  private @Nullable String parent;
  private @Nullable Double valence;
  private @Nullable Double arousal;

  private LabelDraft(@Nullable String origin, String id, String colour) {
    this.origin = origin;
    this.id = id;
    this.colour = colour;
  }

  static LabelDraft of(Label label) {
    var draft = new LabelDraft(label.id(), label.id(), label.colour());
    draft.take(label);
    draft.key = label.key();
    return draft;
  }

  static LabelDraft fresh(String id, String colour) {
    var draft = new LabelDraft(null, id, colour);
    draft.names.put("en", id);
    return draft;
  }

  static LabelDraft withoutOrigin(Label label) {
    var draft = new LabelDraft(null, label.id(), label.colour());
    draft.take(label);
    draft.key = label.key();
    return draft;
  }

  /// A part of a label: all of it but id, names, key and aliases.
  static LabelDraft part(LabelDraft whole, String id) {
    var draft = new LabelDraft(null, id, whole.colour);
    draft.take(whole.label());
    draft.aliases = List.of();
    draft.names.clear();
    draft.names.put("en", id);
    return draft;
  }

  private void take(Label label) {
    names.putAll(label.names());
    definitions.putAll(label.definitions());
    glyph = label.glyph();
    aliases = label.aliases();
    parent = label.parent();
    valence = label.valence();
    arousal = label.arousal();
  }

  /// The label of the saved scheme it comes from; null if it is new.
  public @Nullable String origin() {
    return origin;
  }

  public String id() {
    return id;
  }

  /// Its former word goes on to mean it in imported tables.
  public void rename(String id) {
    boolean leaves = origin != null && this.id.equals(origin);
    this.id = id;
    aliases = aliases.stream().filter(a -> !a.equalsIgnoreCase(id)).toList();
    if (leaves && origin != null) {
      alias(origin);
    }
  }

  void alias(String word) {
    if (!word.equalsIgnoreCase(id) && aliases.stream().noneMatch(word::equalsIgnoreCase)) {
      var more = new ArrayList<>(aliases);
      more.add(word);
      aliases = List.copyOf(more);
    }
  }

  public String name(String language) {
    return names.getOrDefault(language, "");
  }

  public void name(String language, String name) {
    write(names, language, name);
  }

  public String definition(String language) {
    return definitions.getOrDefault(language, "");
  }

  public void define(String language, String definition) {
    write(definitions, language, definition);
  }

  private static void write(Map<String, String> texts, String language, String text) {
    if (text.isBlank()) {
      texts.remove(language);
    } else {
      texts.put(language, text.strip());
    }
  }

  public String colour() {
    return colour;
  }

  public void colour(String colour) {
    this.colour = colour;
  }

  public String key() {
    return key;
  }

  public void key(String key) {
    this.key = key;
  }

  public String glyph() {
    return glyph;
  }

  public void glyph(String glyph) {
    this.glyph = glyph;
  }

  public List<String> aliases() {
    return aliases;
  }

  public void aliases(List<String> aliases) {
    this.aliases = List.copyOf(aliases);
  }

  public @Nullable String parent() {
    return parent;
  }

  public void parent(@Nullable String parent) {
    this.parent = parent;
  }

  public @Nullable Double valence() {
    return valence;
  }

  public @Nullable Double arousal() {
    return arousal;
  }

  /// @param valence -1..1
  /// @param arousal -1..1
  public void place(@Nullable Double valence, @Nullable Double arousal) {
    this.valence = valence;
    this.arousal = arousal;
  }

  /// The label as it would be saved.
  public Label label() {
    return new Label(id, names, definitions, colour, key, glyph, aliases, parent, valence, arousal);
  }
}
