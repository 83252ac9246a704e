package undertone.corpora.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many anonymous people chose what on one clip; labels nobody chose are left out.
///
/// @param counts by scheme label, in the order of the columns
/// @param cannotTell by word outside the scheme, such as `unknown`: people who could not tell
public record Tally(Map<String, Integer> counts, Map<String, Integer> cannotTell) {

  /// The name under which the anonymous crowd goes among voters.
  public static final String VOTER = "votes";

  public Tally {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    cannotTell = Collections.unmodifiableMap(new LinkedHashMap<>(cannotTell));
  }

  public int people() {
    return counts.values().stream().mapToInt(Integer::intValue).sum() + unable();
  }

  /// People who could not tell.
  public int unable() {
    return cannotTell.values().stream().mapToInt(Integer::intValue).sum();
  }
}
