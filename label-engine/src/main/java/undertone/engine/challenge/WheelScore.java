package undertone.engine.challenge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import undertone.corpora.challenge.EmotionWheels;
import undertone.corpora.challenge.EmotionWheels.Wheel;

/// The open-vocabulary score of 2025 and 2026: words count as the same where they lie in the same
/// class of an emotion wheel. No language model takes part.
///
/// A word is led to a wheel in steps: to its bases; from each to the wheel words it is a synonym
/// of; of all these the alphabetically first that the wheel has, and its class. A word that finds
/// no way is dropped.
public final class WheelScore {

  /// How one word was led.
  ///
  /// @param word folded
  /// @param bases it is an inflection of
  /// @param wheelWords they are synonyms of, in alphabetical order
  /// @param taken the first of them that the wheel has; empty if none
  /// @param sector its class; empty if none
  public record Way(
      String word, List<String> bases, List<String> wheelWords, String taken, String sector) {}

  private final EmotionWheels wheels;

  public WheelScore(EmotionWheels wheels) {
    this.wheels = wheels;
  }

  public List<String> wheelNames() {
    return wheels.wheels().stream().map(Wheel::name).toList();
  }

  /// Overlap of classes on one wheel.
  ///
  /// @param wheel by place, from 0
  /// @param level 1 or 2
  public SetOverlap onWheel(
      Map<String, List<String>> truth, Map<String, List<String>> predicted, int wheel, int level) {
    var classes = wheels.wheels().get(wheel).level(level);
    return overlap(
        truth,
        predicted,
        word -> {
          var sector = way(word, classes).sector();
          return sector.isEmpty() ? Optional.empty() : Optional.of(sector);
        });
  }

  /// Overlap of bases, the alphabetically first of each word; the simplest of the organisers'
  /// forms.
  public SetOverlap ofBases(Map<String, List<String>> truth, Map<String, List<String>> predicted) {
    return overlap(truth, predicted, word -> base(word));
  }

  /// Overlap of wheel words, the alphabetically first of the first base.
  public SetOverlap ofWheelWords(
      Map<String, List<String>> truth, Map<String, List<String>> predicted) {
    return overlap(truth, predicted, word -> base(word).flatMap(this::wheelWord));
  }

  private Optional<String> base(String word) {
    return wheels.bases().getOrDefault(word, List.of()).stream().sorted().findFirst();
  }

  private Optional<String> wheelWord(String base) {
    return wheels.wheelWords().getOrDefault(base, List.of()).stream().sorted().findFirst();
  }

  /// How a word comes to its class on one wheel, or where it is lost.
  public Way way(String word, int wheel, int level) {
    return way(folded(word), wheels.wheels().get(wheel).level(level));
  }

  private Way way(String word, Map<String, String> classes) {
    var bases = wheels.bases().getOrDefault(word, List.of());
    var words =
        bases.stream()
            .flatMap(base -> wheels.wheelWords().getOrDefault(base, List.of()).stream())
            .sorted()
            .distinct()
            .toList();
    var taken = words.stream().filter(classes::containsKey).findFirst().orElse("");
    return new Way(word, bases, words, taken, classes.getOrDefault(taken, ""));
  }

  /// Words that are no inflection of any base, and how often they occur.
  public Map<String, Integer> unknown(Map<String, List<String>> sets) {
    var unknown = new TreeMap<String, Integer>();
    sets.values()
        .forEach(words ->
            words.stream()
                .map(WheelScore::folded)
                .filter(word -> !wheels.bases().containsKey(word))
                .forEach(word -> unknown.merge(word, 1, Integer::sum)));
    return unknown;
  }

  /// Words that come to no class of any wheel, and how often they occur: those that are no
  /// inflection of a base, and those whose wheel words no wheel has.
  ///
  /// @param levels that count: 1 and 2, or 1 alone
  public Map<String, Integer> dropped(Map<String, List<String>> sets, int levels) {
    var classes =
        wheels.wheels().stream()
            .flatMap(wheel -> IntStream.rangeClosed(1, levels).mapToObj(wheel::level))
            .toList();
    var dropped = new TreeMap<String, Integer>();
    var known = new HashMap<String, Boolean>();
    for (var words : sets.values()) {
      for (var written : words) {
        var word = folded(written);
        if (!known.computeIfAbsent(
            word, w -> classes.stream().anyMatch(of -> !way(w, of).sector().isEmpty()))) {
          dropped.merge(word, 1, Integer::sum);
        }
      }
    }
    return dropped;
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).strip();
  }

  /// A clip without a true word that finds a way is left out.
  private static SetOverlap overlap(
      Map<String, List<String>> truth,
      Map<String, List<String>> predicted,
      Function<String, Optional<String>> lead) {
    var sum = new SetOverlap.Sum();
    truth.forEach((clip, words) -> {
      var there = led(words, lead);
      if (!there.isEmpty()) {
        sum.add(there, led(predicted.getOrDefault(clip, List.of()), lead));
      }
    });
    return sum.mean();
  }

  private static Set<String> led(List<String> words, Function<String, Optional<String>> lead) {
    var led = new HashSet<String>();
    words.forEach(word -> lead.apply(folded(word)).ifPresent(led::add));
    return led;
  }
}
