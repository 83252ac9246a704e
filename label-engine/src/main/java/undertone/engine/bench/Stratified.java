package undertone.engine.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/// Draws parts of lists in which each stratum keeps its share.
final class Stratified {
  private Stratified() {}

  /// @param limit so many; 0 = all
  /// @return in the order of the list
  static <T> List<T> drawn(List<T> all, Function<T, String> stratum, int limit, long seed) {
    if (limit == 0 || limit >= all.size()) {
      return all;
    }
    var strata = new TreeMap<String, List<Integer>>();
    for (int i = 0; i < all.size(); i++) {
      strata.computeIfAbsent(stratum.apply(all.get(i)), _ -> new ArrayList<>()).add(i);
    }
    var random = new Random(seed);
    record Ranked(int index, double place) {}
    var ranked = new ArrayList<Ranked>();
    for (var members : strata.values()) {
      Collections.shuffle(members, random);
      for (int i = 0; i < members.size(); i++) {
        ranked.add(new Ranked(members.get(i), (i + 0.5) / members.size()));
      }
    }
    return ranked.stream()
        .sorted(Comparator.comparingDouble(Ranked::place))
        .limit(limit)
        .map(Ranked::index)
        .sorted()
        .map(all::get)
        .toList();
  }
}
