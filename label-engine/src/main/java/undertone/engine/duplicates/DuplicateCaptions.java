package undertone.engine.duplicates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds captions that say the same in almost the same words, in English and in Chinese.
///
/// Two captions are the same if nothing but case, punctuation or the way of writing numbers
/// differs; or if their shingles have a Jaccard index of .8; or one of .5 and sentence vectors a
/// cosine of .95. Whatever these say, captions that contradict each other stay apart: "raised" and
/// "lowered" look alike to encoders.
///
/// Equal captions of equal captions are one cluster, unless it would hold two that contradict each
/// other.
public final class DuplicateCaptions {
  private static final double SAME_WORDS = 0.8;
  private static final double SIMILAR_WORDS = 0.5;
  private static final double SAME_MEANING = 0.95;

  /// Of a bucket with more rows each is compared with so many that follow: captions from one
  /// template would else be compared all with all.
  private static final int MOST_COMPARED = 64;

  private DuplicateCaptions() {}

  /// How alike sentence vectors of two captions are; asked of few pairs only.
  @FunctionalInterface
  public interface Likeness {
    /// No vectors: words alone decide.
    Likeness NONE = (_, _) -> -1;

    /// @return the cosine, -1..1, of the captions at these places of the list
    double cosine(int one, int other);
  }

  /// A pair that counts as the same.
  private record Edge(int one, int other, double jaccard) {}

  /// The cluster of each caption, in the order of the list. Clusters count from 0 in the order in
  /// which they appear; a caption that is like no other is one by itself.
  public static List<Integer> clusters(List<String> captions, Likeness likeness) {
    var kinds = new LinkedHashMap<String, Integer>(); // one row for captions with the same words
    var rows = new ArrayList<Integer>(); // where each kind stands in the list first
    for (int i = 0; i < captions.size(); i++) {
      if (kinds.putIfAbsent(PlainWords.of(captions.get(i)), rows.size()) == null) {
        rows.add(i);
      }
    }
    var shingles = kinds.keySet().stream().map(PlainWords::shingles).toList();
    var polarity = rows.stream().map(i -> Polarity.of(captions.get(i))).toList();
    var sets = new Sets(polarity);
    for (var edge :
        edges(shingles, polarity, (a, b) -> likeness.cosine(rows.get(a), rows.get(b)))) {
      sets.join(edge.one(), edge.other());
    }
    var numbers = new HashMap<Integer, Integer>();
    var clusters = new ArrayList<Integer>();
    for (var caption : captions) {
      int set = sets.of(kinds.getOrDefault(PlainWords.of(caption), 0));
      clusters.add(numbers.computeIfAbsent(set, _ -> numbers.size()));
    }
    return List.copyOf(clusters);
  }

  /// Whether two captions are the same.
  ///
  /// @param cosine of their sentence vectors; -1 = none known
  public static boolean same(String one, String other, double cosine) {
    var first = PlainWords.of(one);
    var second = PlainWords.of(other);
    return first.equals(second)
        || (alike(
                PlainWords.jaccard(PlainWords.shingles(first), PlainWords.shingles(second)), cosine)
            && !Polarity.of(one).contradicts(Polarity.of(other)));
  }

  private static boolean alike(double jaccard, double cosine) {
    return jaccard >= SAME_WORDS || (jaccard >= SIMILAR_WORDS && cosine >= SAME_MEANING);
  }

  /// Pairs that are the same, the most alike first.
  private static List<Edge> edges(
      List<int[]> shingles, List<Polarity> polarity, Likeness likeness) {
    var edges = new ArrayList<Edge>();
    var seen = new HashSet<Long>();
    for (var bucket : MinHash.buckets(shingles)) {
      for (int i = 0; i < bucket.size(); i++) {
        int end = Math.min(bucket.size(), i + 1 + MOST_COMPARED);
        for (int j = i + 1; j < end; j++) {
          int one = bucket.get(i);
          int other = bucket.get(j);
          double jaccard = PlainWords.jaccard(shingles.get(one), shingles.get(other));
          if (jaccard >= SIMILAR_WORDS
              && seen.add(((long) one << 32) | other)
              && !polarity.get(one).contradicts(polarity.get(other))
              && alike(jaccard, jaccard >= SAME_WORDS ? 1 : likeness.cosine(one, other))) {
            edges.add(new Edge(one, other, jaccard));
          }
        }
      }
    }
    edges.sort(
        Comparator.comparingDouble(Edge::jaccard)
            .reversed()
            .thenComparingInt(Edge::one)
            .thenComparingInt(Edge::other));
    return edges;
  }

  /// Disjoint sets of which none holds a contradiction.
  private static final class Sets {
    private final List<Polarity> polarity;
    private final int[] set;
    private final Map<Integer, List<Integer>> members = new HashMap<>();

    Sets(List<Polarity> polarity) {
      this.polarity = polarity;
      this.set = IntStream.range(0, polarity.size()).toArray();
      for (int row : set) {
        members.put(row, List.of(row));
      }
    }

    int of(int row) {
      return set[row];
    }

    void join(int one, int other) {
      int kept = Math.min(set[one], set[other]);
      int gone = Math.max(set[one], set[other]);
      var all = new ArrayList<>(members.getOrDefault(kept, List.of()));
      var others = members.getOrDefault(gone, List.of());
      if (kept == gone || contradict(all, others)) {
        return;
      }
      all.addAll(others);
      others.forEach(row -> set[row] = kept);
      members.put(kept, all);
      members.remove(gone);
    }

    private boolean contradict(List<Integer> some, List<Integer> others) {
      return some.stream()
          .anyMatch(
              one -> others.stream().anyMatch(o -> polarity.get(one).contradicts(polarity.get(o))));
    }
  }
}
