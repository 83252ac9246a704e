package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Shares clips out into folds that never cut a group.
public final class Folds {
  private Folds() {}

  /// Groups in random order, each to the fold that has fewest clips so far.
  ///
  /// @param groups group of each clip `[N]`
  /// @return fold of each clip `[N]`, 0-based; fewer folds than asked for if there are fewer groups
  public static int[] of(List<String> groups, int folds, SplittableRandom random) {
    int count = (int) Math.min(folds, groups.stream().distinct().count());
    return of(groups, count, Map.of(), random);
  }

  /// As above, with groups that have their fold already; they keep it.
  ///
  /// @param count so many folds, some of them perhaps without a clip
  static int[] of(
      List<String> groups, int count, Map<String, Integer> known, SplittableRandom random) {
    Map<String, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < groups.size(); i++) {
      members.computeIfAbsent(groups.get(i), _ -> new ArrayList<>()).add(i);
    }
    if (members.size() < 2) {
      throw new IllegalArgumentException(
          ("All %d clips belong to one group (%s). A clip can only be judged by a model that never saw"
                  + " its group, so at least two groups are needed; group by clip instead.")
              .formatted(groups.size(), members.keySet()));
    }
    var sizes = new int[count];
    var fold = new int[groups.size()];
    known.forEach((group, own) -> {
      var kept = members.getOrDefault(group, List.of());
      kept.forEach(clip -> fold[clip] = own);
      sizes[own] += kept.size();
    });
    var order = new ArrayList<List<Integer>>();
    members.forEach((group, clips) -> {
      if (!known.containsKey(group)) {
        order.add(clips);
      }
    });
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    for (var group : order) {
      int smallest = IntStream.range(0, count).reduce(0, (a, b) -> sizes[b] < sizes[a] ? b : a);
      group.forEach(clip -> fold[clip] = smallest);
      sizes[smallest] += group.size();
    }
    return fold;
  }
}
