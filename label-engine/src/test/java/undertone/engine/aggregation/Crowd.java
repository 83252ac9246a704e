package undertone.engine.aggregation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Simulated voters: each is right with a chance of their own, else says any other label.
///
/// @param truths `[N]`
/// @param accuracies `[M]`, as drawn
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Crowd(Votes votes, int[] truths, double[] accuracies) {

  /// Each item is seen by `perItem` voters drawn for it.
  static Crowd of(int items, int classes, double[] accuracies, int perItem, long seed) {
    var random = new SplittableRandom(seed);
    var truths = random.ints(items, 0, classes).toArray();
    var builder = Votes.over(items, accuracies.length, classes);
    for (int i = 0; i < items; i++) {
      var order = IntStream.range(0, accuracies.length).toArray();
      for (int turn = 0; turn < perItem; turn++) {
        int swap = random.nextInt(turn, order.length);
        int voter = order[swap];
        order[swap] = order[turn];
        builder.cast(i, voter, vote(truths[i], classes, accuracies[voter], random));
      }
    }
    return new Crowd(builder.build(), truths, accuracies);
  }

  static int vote(int truth, int classes, double accuracy, SplittableRandom random) {
    return random.nextDouble() < accuracy ? truth : (truth + random.nextInt(1, classes)) % classes;
  }

  /// Accuracies spread evenly.
  static double[] spread(double low, double high, int voters) {
    return IntStream.range(0, voters)
        .mapToDouble(m -> low + (high - low) * m / (voters - 1))
        .toArray();
  }

  double accuracyOf(Aggregation aggregation) {
    long right =
        IntStream.range(0, truths.length).filter(i -> aggregation.label(i) == truths[i]).count();
    return (double) right / truths.length;
  }

  /// How often somebody would be right who knew every voter's accuracy.
  double bestPossible() {
    int right = 0;
    for (int i = 0; i < truths.length; i++) {
      var belief = new double[votes.classes()];
      for (int p = votes.from(i); p < votes.to(i); p++) {
        double accuracy = accuracies[votes.voter(p)];
        for (int k = 0; k < belief.length; k++) {
          belief[k] +=
              Math.log(k == votes.label(p) ? accuracy : (1 - accuracy) / (votes.classes() - 1.0));
        }
      }
      right += Rows.argmax(belief) == truths[i] ? 1 : 0;
    }
    return (double) right / truths.length;
  }

  /// How often each voter was right in fact.
  double[] shown() {
    var right = new double[accuracies.length];
    for (int i = 0; i < truths.length; i++) {
      for (int p = votes.from(i); p < votes.to(i); p++) {
        right[votes.voter(p)] += votes.label(p) == truths[i] ? 1 : 0;
      }
    }
    var cast = votes.castBy();
    Arrays.setAll(right, m -> right[m] / cast[m]);
    return right;
  }
}
