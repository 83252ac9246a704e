package undertone.engine.metrics;

import java.util.stream.IntStream;

/// Area under the ROC curve: the chance that a positive scores above a negative, ties counting
/// half.
public final class Auroc {
  private Auroc() {}

  /// NaN when one of the two kinds is missing.
  public static double of(double[] scores, boolean[] positive) {
    var order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[a], scores[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    long positives = 0;
    double rankSum = 0; // of the positives; ranks from 1, equal scores share their mean rank
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        if (positive[order[i]]) {
          positives++;
          rankSum += rank;
        }
      }
      from = to;
    }
    long negatives = order.length - positives;
    return positives == 0 || negatives == 0
        ? Double.NaN
        : (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }
}
