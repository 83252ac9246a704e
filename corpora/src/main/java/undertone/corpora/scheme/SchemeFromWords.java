package undertone.corpora.scheme;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;

/// Makes a label scheme out of the words a table uses, for tables that come without one.
///
/// `happy` and `happiness` are one label. `joy` and `happiness` are one label too, unless the gold
/// labels use both words. A candidate that no gold label ever uses is a label all the same. Labels
/// stand in alphabetical order, so the same words make the same scheme.
public final class SchemeFromWords {

  /// Name of schemes made here.
  public static final String NAME = "words";

  // Twelve further hues for labels that no shipped scheme draws.
  private static final List<String> COLOURS =
      List.of(
          "#4C9F70", "#C97B9B", "#7A8B2D", "#5B7FA6", "#B5712E", "#8E6BB0", "#2F8F9D", "#A65353",
          "#6F9A4D", "#9C7A4A", "#4F6FC0", "#B04F8A");

  private SchemeFromWords() {}

  /// @param gold the words of the gold labels
  /// @param candidates the words voters use
  /// @throws IllegalArgumentException if there is no word at all
  public static LabelScheme of(Collection<String> gold, Collection<String> candidates) {
    var goldForms = gold.stream().map(CommonWords::form).collect(Collectors.toSet());
    Map<String, Set<String>> wordsOf = new TreeMap<>();
    Stream.concat(gold.stream(), candidates.stream())
        .map(w -> w.strip().toLowerCase(Locale.ROOT))
        .filter(w -> !w.isEmpty())
        .forEach(w -> wordsOf.computeIfAbsent(label(w, goldForms), _ -> new TreeSet<>()).add(w));
    if (wordsOf.isEmpty()) {
      throw new IllegalArgumentException(
          "The table names no label: it needs a column label, candidates, ranked or votes, or a"
              + " label scheme.");
    }
    var keys = new HashSet<String>();
    var labels = new ArrayList<Label>();
    wordsOf.forEach((id, words) -> labels.add(drawn(id, words, labels.size(), keys)));
    return new LabelScheme(NAME, 1, "The words of the table", labels);
  }

  /// Whether a column of counts says "cannot tell" rather than a label.
  public static boolean cannotTell(String word) {
    return CommonWords.cannotTell(word);
  }

  /// The word that a word is another form of, case-folded: *happiness* for *Happy*; itself if of
  /// none.
  public static String plainForm(String word) {
    return CommonWords.form(word);
  }

  private static String label(String word, Set<String> goldForms) {
    var form = CommonWords.form(word);
    var synonym = CommonWords.synonym(form);
    boolean toldApart = goldForms.contains(form) && goldForms.contains(synonym);
    return toldApart ? form : synonym;
  }

  private static Label drawn(String id, Set<String> words, int position, Set<String> keys) {
    var aliases = words.stream().filter(w -> !w.equals(id)).toList();
    var known = ShippedSchemes.label(id);
    var key = freeKey(known.map(Label::key).orElse(""), id, keys);
    return known
        .map(l ->
            new Label(
                id,
                l.names(),
                l.definitions(),
                l.colour(),
                key,
                l.glyph(),
                aliases,
                null,
                l.valence(),
                l.arousal()))
        .orElseGet(() ->
            new Label(
                id,
                Map.of("en", id),
                Map.of(),
                COLOURS.get(position % COLOURS.size()),
                key,
                "",
                aliases,
                null,
                null,
                null));
  }

  /// The wished letter, else the first free one of the word, else of the alphabet, else none.
  private static String freeKey(String wish, String id, Set<String> taken) {
    return (wish + id.toUpperCase(Locale.ROOT) + "ABCDEFGHIJKLMNOPQRSTUVWYZ")
        .chars()
        .filter(c -> c >= 'A' && c <= 'Z' && c != 'X') // X says "cannot tell" on the palette
        .mapToObj(c -> String.valueOf((char) c))
        .filter(taken::add)
        .findFirst()
        .orElse("");
  }
}
