package undertone.engine.multimodal;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is known of clips, by their names.
///
/// @param labels places of classes
/// @param valences how whole clips feel, -1..1, of those of which that is known
public record Taught(Map<String, Integer> labels, Map<String, Double> valences) {

  /// Nothing of any clip.
  static final Taught NOTHING = new Taught(Map.of(), Map.of());

  /// Of clips with these labels, in the order of names.
  Taught of(Map<String, Integer> some) {
    return new Taught(some, valencesOf(some.keySet()));
  }

  private Map<String, Double> valencesOf(Set<String> clips) {
    var known = new TreeMap<>(valences);
    known.keySet().retainAll(clips);
    return known;
  }
}
