package undertone.corpora.manifest;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import undertone.corpora.LabelScheme;
import undertone.corpora.LabelScheme.Match;

/// Looks label words up in the scheme, each word once, and counts those the scheme does not know.
final class LabelWords {

  private static final int MOST_REMEMBERED = 10_000; // words come from the file: no endless memory

  private final @Nullable LabelScheme scheme;
  private final Map<String, Match> known = new HashMap<>();
  private final Map<String, Long> others = new TreeMap<>();

  LabelWords(@Nullable LabelScheme scheme) {
    this.scheme = scheme;
  }

  boolean anyWordGoes() {
    return scheme == null;
  }

  String schemeName() {
    return scheme == null ? "" : scheme.name();
  }

  /// @throws IllegalStateException if any word goes
  Match match(String word) {
    if (scheme == null) {
      throw new IllegalStateException("Bug: words are matched without a label scheme.");
    }
    var match = known.get(word);
    if (match == null) {
      match = scheme.match(word);
      if (known.size() < MOST_REMEMBERED) {
        known.put(word, match);
      }
    }
    return match;
  }

  void countOther(String voter, String word) {
    if (others.size() < MOST_REMEMBERED) {
      others.merge(voter + ": " + word, 1L, Long::sum);
    }
  }

  Map<String, Long> others() {
    return Collections.unmodifiableMap(others);
  }
}
