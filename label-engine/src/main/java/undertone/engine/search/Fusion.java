package undertone.engine.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Brings rankings together by places alone: scores of two ways cannot be compared.
///
/// Source: Cormack, Clarke, Büttcher 2009, *Reciprocal Rank Fusion outperforms Condorcet and
/// individual Rank Learning Methods*.
final class Fusion {
  static final int CONSTANT = 60;

  private Fusion() {}

  /// Sums 1 / (60 + place) over the rankings, places counted from 1.
  ///
  /// @param rankings best first, each thing once in a ranking
  /// @return things with their sums, best first; equal sums by the earlier ranking
  static <T> Map<T, Double> of(List<? extends List<T>> rankings) {
    var sums = new LinkedHashMap<T, Double>();
    for (var ranking : rankings) {
      int place = 0;
      for (var thing : ranking) {
        place++;
        sums.merge(thing, 1.0 / (CONSTANT + place), Double::sum);
      }
    }
    var order = new ArrayList<>(sums.entrySet());
    order.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    var fused = new LinkedHashMap<T, Double>();
    order.forEach(entry -> fused.put(entry.getKey(), entry.getValue()));
    return fused;
  }
}
