package undertone.engine.challenge;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import undertone.corpora.challenge.SynonymGroups;

/// The open-vocabulary score of 2024: words that a language model grouped together count as one.
/// The grouping is an input, so the score is the same every time.
public final class OpenVocabulary {
  private OpenVocabulary() {}

  /// @param truth words of each clip
  /// @param predicted words of each clip; none where a clip is missing
  public static SetOverlap of(
      Map<String, List<String>> truth, Map<String, List<String>> predicted, SynonymGroups groups) {
    var sum = new SetOverlap.Sum();
    truth.forEach((clip, words) ->
        sum.add(
            grouped(clip, words, groups),
            grouped(clip, predicted.getOrDefault(clip, List.of()), groups)));
    return sum.mean();
  }

  private static Set<String> grouped(String clip, List<String> words, SynonymGroups groups) {
    var grouped = new HashSet<String>();
    words.forEach(word -> grouped.add(groups.first(clip, word.toLowerCase(Locale.ROOT))));
    return grouped;
  }
}
