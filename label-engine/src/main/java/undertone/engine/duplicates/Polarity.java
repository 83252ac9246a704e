package undertone.engine.duplicates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import undertone.corpora.captiontext.CaptionText;
import undertone.corpora.captiontext.Clauses;
import undertone.corpora.captiontext.CueWords;

/// The words of a caption that turn it round: negations, sides of opposites, emotions, numbers.
///
/// Two captions contradict each other if one has a side of a pair where the other has the opposite;
/// if they do not negate the same things; if they name different emotions or numbers; or if the
/// same words stand with other regions. That one is silent where the other speaks is no
/// contradiction. In doubt it says that they differ: sentence encoders would not notice.
///
/// @param sides how often each side of a pair is named, such as `vertical+`
/// @param negated what follows each negation, by its first letters
/// @param emotions families in order
/// @param numbers in digits
/// @param bindings sides and emotions of each clause with the regions they stand with
record Polarity(
    Map<String, Integer> sides,
    List<String> negated,
    Set<String> emotions,
    List<String> numbers,
    List<String> bindings) {
  private static final CueWords OPPOSITES = CueWords.beside(Polarity.class, "opposites.txt");
  private static final String NOT = "NOT";
  private static final int STEM = 4;

  static Polarity of(String caption) {
    var sides = new HashMap<String, Integer>();
    var negated = new ArrayList<String>();
    for (var found : OPPOSITES.in(caption)) {
      if (found.name().equals(NOT)) {
        negated.add(after(caption, found.end()));
      } else {
        sides.merge(found.name(), 1, Integer::sum);
      }
    }
    return new Polarity(
        Map.copyOf(sides),
        negated.stream().sorted().toList(),
        CaptionText.emotions(caption),
        PlainWords.numbers(PlainWords.of(caption)),
        bindings(caption));
  }

  /// The beginning of the next word, or the next Chinese character.
  private static String after(String caption, int end) {
    var rest = PlainWords.of(caption.substring(Math.min(end, caption.length())));
    int length = rest.isEmpty() || PlainWords.isHan(rest.charAt(0)) ? 1 : STEM;
    var stem = rest.substring(0, Math.min(rest.length(), length));
    int blank = stem.indexOf(' ');
    return blank < 0 ? stem : stem.substring(0, blank);
  }

  // A clause that names no region is on that of the clause before.
  private static List<String> bindings(String caption) {
    var bindings = new ArrayList<String>();
    var regions = "";
    for (var clause : Clauses.of(caption)) {
      var named = CaptionText.regions(clause);
      regions = named.isEmpty() ? regions : named.toString();
      var sides = new TreeSet<String>();
      OPPOSITES.in(clause).forEach(found -> sides.add(found.name()));
      sides.removeIf(side -> side.equals(NOT) || side.startsWith("person"));
      var emotions = CaptionText.emotionsInOrder(clause);
      if (!sides.isEmpty() || !emotions.isEmpty()) {
        bindings.add(regions + sides + emotions);
      }
    }
    return bindings.stream().sorted().toList();
  }

  boolean contradicts(Polarity other) {
    return !negated.equals(other.negated)
        || differ(emotions, other.emotions)
        || differ(Set.copyOf(numbers), Set.copyOf(other.numbers))
        || sides.keySet().stream().anyMatch(side -> turned(side, other))
        || (sides.equals(other.sides)
            && emotions.equals(other.emotions)
            && !bindings.equals(other.bindings));
  }

  /// Whether this names the side more often, and the other its opposite.
  private boolean turned(String side, Polarity other) {
    var opposite = side.substring(0, side.length() - 1) + (side.endsWith("+") ? "-" : "+");
    return count(side) > other.count(side) && other.count(opposite) > count(opposite);
  }

  private int count(String side) {
    return sides.getOrDefault(side, 0);
  }

  /// Whether each has something that the other lacks.
  private static boolean differ(Set<String> one, Set<String> other) {
    return !one.containsAll(other) && !other.containsAll(one);
  }
}
