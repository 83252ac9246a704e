package undertone.engine.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How well queries find what belongs to them in a gallery. Equal scores count against the query.
///
/// @param queries how many
/// @param recallAt1 share of queries whose best hit belongs to them, 0..1
/// @param recallAt5 share with one that belongs among the first five
/// @param recallAt10 likewise among the first ten
/// @param medianRank of the first that belongs, counted from 1
/// @param meanAveragePrecision over all that belong, 0..1
public record Retrieval(
    int queries,
    double recallAt1,
    double recallAt5,
    double recallAt10,
    double medianRank,
    double meanAveragePrecision) {

  /// @param scores of each gallery item for each query `[Q,N]`, highest first
  /// @param belongs `[Q,N]`; at least one per query
  public static Retrieval of(double[][] scores, boolean[][] belongs) {
    int queries = scores.length;
    var ranks = new double[queries];
    double precision = 0;
    for (int q = 0; q < queries; q++) {
      var row = scores[q];
      var own = belongs[q];
      var order =
          IntStream.range(0, row.length)
              .boxed()
              .sorted((a, b) -> {
                int byScore = Double.compare(row[b], row[a]);
                return byScore != 0 ? byScore : Boolean.compare(own[a], own[b]);
              })
              .mapToInt(Integer::intValue)
              .toArray();
      int found = 0;
      double sum = 0;
      for (int rank = 1; rank <= order.length; rank++) {
        if (own[order[rank - 1]]) {
          found++;
          ranks[q] = found == 1 ? rank : ranks[q];
          sum += (double) found / rank;
        }
      }
      if (found == 0) {
        throw new IllegalArgumentException(
            "Nothing in the gallery belongs to query %d.".formatted(q));
      }
      precision += sum / found / queries;
    }
    var sorted = ranks.clone();
    Arrays.sort(sorted);
    double median = (sorted[(queries - 1) / 2] + sorted[queries / 2]) / 2;
    return new Retrieval(
        queries, within(ranks, 1), within(ranks, 5), within(ranks, 10), median, precision);
  }

  private static double within(double[] ranks, int first) {
    return Arrays.stream(ranks).filter(rank -> rank <= first).count() / (double) ranks.length;
  }
}
