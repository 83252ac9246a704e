package undertone.engine.agreement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import undertone.engine.aggregation.Votes;

/// Whole sets as answers: each different set is one value.
///
/// @param votes over the different sets
/// @param sets what the values stand for
public record SetRatings<T>(Votes votes, List<Set<T>> sets) {

  /// Of more different sets no table of all pairs is made.
  public static final int MOST_SETS = 250;

  /// @param ratings item by item, one set per rater; null = did not look
  public static <T> SetRatings<T> of(List<? extends List<? extends @Nullable Set<T>>> ratings) {
    Map<Set<T>, Integer> index = new LinkedHashMap<>();
    int raters = 0;
    for (var item : ratings) {
      raters = Math.max(raters, item.size());
      for (var set : item) {
        if (set != null) {
          index.putIfAbsent(Set.copyOf(set), index.size());
        }
      }
    }
    var builder = Votes.over(ratings.size(), raters, index.size());
    for (int i = 0; i < ratings.size(); i++) {
      for (int m = 0; m < ratings.get(i).size(); m++) {
        var set = ratings.get(i).get(m);
        if (set != null) {
          builder.cast(i, m, index.getOrDefault(set, Votes.CANNOT_TELL));
        }
      }
    }
    return new SetRatings<>(builder.build(), new ArrayList<>(index.keySet()));
  }
}
