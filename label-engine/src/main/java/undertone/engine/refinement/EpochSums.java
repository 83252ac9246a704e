package undertone.engine.refinement;

import java.util.Arrays;
import java.util.stream.IntStream;

/// What one epoch adds up to.
final class EpochSums {
  private final float[][] margins; // per class, of clips that already hold it and are best there
  private final int[] members;
  private double loss;
  private double classLoss;
  private double contrastLoss;
  private int steps;
  private int judged;
  private int inside;
  private int flagged;

  EpochSums(int classes) {
    margins = new float[classes][16];
    members = new int[classes];
  }

  void losses(float whole, float classPart, float contrastPart) {
    if (!Float.isFinite(whole)) {
      throw new IllegalStateException(
          "Training diverged: the loss became %s (classes %s, contrast %s). Lower the plan's learning rate."
              .formatted(whole, classPart, contrastPart));
    }
    loss += whole;
    classLoss += classPart;
    contrastLoss += contrastPart;
    steps++;
  }

  void judged(CandidateTable table, int row, float[] scores) {
    int best = IntStream.range(0, scores.length).reduce(0, (a, b) -> scores[b] > scores[a] ? b : a);
    judged++;
    inside += table.inOriginal(row, best) ? 1 : 0;
    int outside = Detection.bestWhere(scores, table.set(row), false);
    if (table.inOriginal(row, best) && outside >= 0) {
      if (members[best] == margins[best].length) {
        margins[best] = Arrays.copyOf(margins[best], 2 * members[best]);
      }
      margins[best][members[best]++] = scores[best] - scores[outside];
    }
  }

  void flagged() {
    flagged++;
  }

  /// The q-quantile of the lead of a class over the best label outside, among its own clips.
  double memberMargin(int label, double quantile) {
    if (quantile == 0 || members[label] == 0) {
      return 0;
    }
    var sorted = Arrays.copyOf(margins[label], members[label]);
    Arrays.sort(sorted);
    return sorted[(int) (quantile * (members[label] - 1))];
  }

  double insideShare() {
    return judged == 0 ? 0 : (double) inside / judged;
  }

  PicoTraining.Epoch epoch(int number, boolean correcting) {
    double n = Math.max(1, steps);
    return new PicoTraining.Epoch(
        number, loss / n, classLoss / n, contrastLoss / n, insideShare(), correcting, flagged);
  }
}
