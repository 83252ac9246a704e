package undertone.corpora.challenge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// How words lead to emotion wheels: from an inflected word to its bases, from a base to the wheel
/// words it is a synonym of, from a wheel word to its class on each wheel.
///
/// @param bases of each inflected word
/// @param wheelWords of each base
/// @param wheels in their order
public record EmotionWheels(
    Map<String, List<String>> bases, Map<String, List<String>> wheelWords, List<Wheel> wheels) {

  /// One wheel: which class each of its words has when it is seen from the inside.
  ///
  /// @param level1 the inner ring; every word has one of its few classes
  /// @param level2 the middle ring; a word of the inner ring counts as the alphabetically first
  ///   within it
  public record Wheel(String name, Map<String, String> level1, Map<String, String> level2) {

    public Wheel {
      level1 = Map.copyOf(level1);
      level2 = Map.copyOf(level2);
    }

    /// A wheel from its rings: inner word to middle words to outer words. Of a word that stands in
    /// several places the last counts.
    static Wheel of(String name, SequencedMap<String, SequencedMap<String, List<String>>> rings) {
      var level1 = new LinkedHashMap<String, String>();
      var level2 = new LinkedHashMap<String, String>();
      rings.forEach((inner, middles) -> {
        level1.put(inner, inner);
        middles.keySet().stream().sorted().findFirst().ifPresent(first -> level2.put(inner, first));
        middles.forEach((middle, outers) -> {
          level1.put(middle, inner);
          level2.put(middle, middle);
          outers.forEach(outer -> {
            level1.put(outer, inner);
            level2.put(outer, middle);
          });
        });
      });
      return new Wheel(name, level1, level2);
    }

    /// The classes of a ring, by word.
    ///
    /// @param level 1 or 2
    public Map<String, String> level(int level) {
      return switch (level) {
        case 1 -> level1;
        case 2 -> level2;
        default ->
            throw new IllegalArgumentException("A wheel is read at level 1 or 2, not " + level);
      };
    }
  }

  public EmotionWheels {
    bases = Map.copyOf(bases);
    wheelWords = Map.copyOf(wheelWords);
    wheels = List.copyOf(wheels);
  }
}
