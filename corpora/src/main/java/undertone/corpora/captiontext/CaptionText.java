package undertone.corpora.captiontext;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Place;
import undertone.corpora.caption.Region;

/// Tells which sentences of a free caption speak of the whole, of a region, or sum up.
///
/// - *Summary*: names an emotion and says "overall" or the like; or is the last of several
///   sentences, and names an emotion or no region.
/// - *Global*: the first sentence, if it names no region, or an emotion and several regions.
/// - *Local*: all others. A sentence on several regions is cut into its clauses; one that names no
///   region is on something else, such as the voice.
///
/// It goes by words alone, so a person may have to set it right.
public final class CaptionText {
  private static final CueWords REGIONS = CueWords.beside(CaptionText.class, "regions.txt");
  private static final CueWords EMOTIONS = CueWords.beside(CaptionText.class, "emotions.txt");
  private static final CueWords CLOSING = CueWords.beside(CaptionText.class, "closing.txt");
  private static final Place GLOBAL = new Place(CaptionLevel.GLOBAL, null);
  private static final Place SUMMARY = new Place(CaptionLevel.SUMMARY, null);

  private static final Pattern JOINS_LAST =
      Pattern.compile(
          "^(?:(?:and|but|while|yet)\\b|而且|并且|但是|而|但|且)[\\s,，]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern JOINS_NEXT =
      Pattern.compile("(?:[\\s,;:，；：、]|\\b(?:and|but|while)$)+$", Pattern.CASE_INSENSITIVE);

  private CaptionText() {}

  /// The caption in parts, in the order of the text; every word of it is in one of them.
  public static List<CaptionPart> split(String caption) {
    var sentences = Sentences.of(caption);
    var parts = new ArrayList<CaptionPart>();
    for (int i = 0; i < sentences.size(); i++) {
      var sentence = sentences.get(i);
      boolean first = i == 0;
      boolean last = i > 0 && i == sentences.size() - 1;
      if (isSummary(sentence, first, last)) {
        parts.add(new CaptionPart(SUMMARY, sentence));
      } else if (first && isGlobal(sentence)) {
        parts.add(new CaptionPart(GLOBAL, sentence));
      } else {
        parts.addAll(local(sentence));
      }
    }
    return List.copyOf(parts);
  }

  /// The same as an annotator keeps it: one text at each place, from the whole to the summary.
  public static Map<Place, String> structured(String caption) {
    var order =
        Comparator.comparing(Place::level)
            .thenComparing(Place::region, Comparator.nullsFirst(Comparator.naturalOrder()));
    return split(caption).stream()
        .sorted(Comparator.comparing(CaptionPart::place, order))
        .collect(
            Collectors.toMap(
                CaptionPart::place, CaptionPart::text, CaptionText::joined, LinkedHashMap::new));
  }

  /// A part of a caption as a sentence of its own: what joined it to its neighbours is left out.
  public static String sentence(String part) {
    var bare = JOINS_NEXT.matcher(part.strip()).replaceFirst("");
    bare = JOINS_LAST.matcher(bare).replaceFirst("");
    if (bare.isEmpty()) {
      return part.strip();
    }
    int first = bare.codePointAt(0);
    var begun =
        Character.toString(Character.toUpperCase(first))
            + bare.substring(Character.charCount(first));
    int last = begun.codePointBefore(begun.length());
    if (!Character.isLetterOrDigit(last)) {
      return begun;
    }
    return begun + (Character.isIdeographic(last) ? "。" : ".");
  }

  /// Which regions a text names.
  public static Set<Region> regions(String text) {
    return REGIONS.in(text).stream()
        .map(found -> Region.valueOf(found.name()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Which emotions a text names, as families such as `happiness`: "cheerful" and "高兴" are one.
  public static Set<String> emotions(String text) {
    return new TreeSet<>(emotionsInOrder(text));
  }

  /// The same families in the order in which the text names them, each as often as it does.
  public static List<String> emotionsInOrder(String text) {
    return EMOTIONS.in(text).stream().map(CueWords.Found::name).toList();
  }

  /// The text without the words that name emotions.
  public static String withoutEmotions(String text) {
    var left = new StringBuilder();
    int from = 0;
    for (var found : EMOTIONS.in(text)) {
      left.append(text, from, found.at());
      from = found.end();
    }
    return left.append(text.substring(from)).toString();
  }

  private static boolean isSummary(String sentence, boolean first, boolean last) {
    boolean emotional = !emotions(sentence).isEmpty();
    boolean local = !regions(sentence).isEmpty();
    boolean closes = !CLOSING.in(sentence).isEmpty() && (!first || local);
    return (emotional && (closes || last)) || (last && !local);
  }

  private static boolean isGlobal(String sentence) {
    int regions = regions(sentence).size();
    return regions == 0 || (regions > 1 && !emotions(sentence).isEmpty());
  }

  private static List<CaptionPart> local(String sentence) {
    if (regions(sentence).size() < 2) {
      return List.of(new CaptionPart(place(sentence), sentence));
    }
    var parts = new ArrayList<CaptionPart>();
    for (var clause : Clauses.of(sentence)) {
      var place = place(clause);
      var before = parts.isEmpty() ? null : parts.getLast();
      if (before != null && (regions(clause).isEmpty() || place.equals(before.place()))) {
        parts.set(parts.size() - 1, new CaptionPart(before.place(), joined(before.text(), clause)));
      } else if (before != null && regions(before.text()).isEmpty()) {
        parts.set(parts.size() - 1, new CaptionPart(place, joined(before.text(), clause)));
      } else {
        parts.add(new CaptionPart(place, clause));
      }
    }
    return parts;
  }

  /// The region most words are on, the first of equals.
  private static Place place(String text) {
    var words = new EnumMap<Region, Integer>(Region.class);
    var first = new ArrayList<Region>();
    for (var found : REGIONS.in(text)) {
      var region = Region.valueOf(found.name());
      words.merge(region, 1, Integer::sum);
      first.add(region);
    }
    var most =
        first.stream()
            .max(
                Comparator.comparingInt((Region region) -> words.getOrDefault(region, 0))
                    .thenComparingInt(region -> -first.indexOf(region)))
            .orElse(Region.OTHER);
    return new Place(CaptionLevel.LOCAL, most);
  }

  private static String joined(String one, String other) {
    boolean glued = Clauses.needsNoSpace(one) || Clauses.needsNoSpace(other.substring(0, 1));
    return one + (glued ? "" : " ") + other;
  }
}
