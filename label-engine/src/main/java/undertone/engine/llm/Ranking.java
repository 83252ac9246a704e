package undertone.engine.llm;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Labels in order of belief.
///
/// @param labels ids of the scheme, the closest first, none twice
/// @param offList words that no label answers to, as they were said
/// @param confidence 0..1 that the first is right, as the model says itself; NaN = it did not say
public record Ranking(List<String> labels, List<String> offList, double confidence) {

  public Ranking {
    labels = List.copyOf(labels);
    offList = List.copyOf(offList);
  }

  /// One ranking out of several of the same clip, by places: of n labels the first of each ranking
  /// gets n points, the next one less. Equals stand as in the first ranking.
  ///
  /// Source: Borda 1781.
  public static Ranking borda(List<Ranking> rankings) {
    int most = rankings.stream().mapToInt(r -> r.labels.size()).max().orElse(0);
    Map<String, Integer> points = new HashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    for (var ranking : rankings) {
      for (int place = 0; place < ranking.labels.size(); place++) {
        seen.putIfAbsent(ranking.labels.get(place), seen.size());
        points.merge(ranking.labels.get(place), most - place, Integer::sum);
      }
    }
    var order =
        points.keySet().stream()
            .sorted(
                Comparator.comparingInt((String label) -> -points.getOrDefault(label, 0))
                    .thenComparingInt(label -> seen.getOrDefault(label, 0)))
            .toList();
    var off = rankings.stream().flatMap(r -> r.offList.stream()).distinct().toList();
    double confidence =
        rankings.stream()
            .mapToDouble(Ranking::confidence)
            .filter(c -> !Double.isNaN(c))
            .average()
            .orElse(Double.NaN);
    return new Ranking(order, off, confidence);
  }
}
