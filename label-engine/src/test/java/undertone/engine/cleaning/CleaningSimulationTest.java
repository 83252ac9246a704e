package undertone.engine.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.engine.aggregation.DawidSkene;
import undertone.engine.aggregation.DawidSkeneConfig;
import undertone.engine.aggregation.Majority;
import undertone.engine.aggregation.Votes;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.Auroc;
import undertone.engine.metrics.FlagQuality;

/// Cleaning against errors that are known because they were made.
class CleaningSimulationTest {

  @Test
  void confident_learning_finds_flipped_labels() {
    for (long seed = 0; seed < 2; seed++) {
      var digits = Digits.of(1800, seed);
      var random = new SplittableRandom(seed + 100);
      var given = // each class is taken for the next, and never the other way
          Arrays.stream(digits.truths())
              .map(k -> random.nextDouble() < .15 ? (k + 1) % Digits.CLASSES : k)
              .toArray();
      var wrong = new boolean[given.length];
      for (int i = 0; i < given.length; i++) {
        wrong[i] = given[i] != digits.truths()[i];
      }

      var p = digits.outOfFold(given);
      var learning = ConfidentLearning.of(given, p);
      var found = FlagQuality.of(IssueFilter.PRUNE_BY_NOISE_RATE.issues(given, p), wrong);
      var suspicion =
          Arrays.stream(LabelQuality.SELF_CONFIDENCE.scores(given, p)).map(s -> -s).toArray();

      assertThat(found.precision().value()).isGreaterThanOrEqualTo(.8);
      assertThat(found.recall().value()).isGreaterThanOrEqualTo(.7);
      assertThat(Auroc.of(suspicion, wrong)).isGreaterThanOrEqualTo(.95);
      assertThat(learning.noiseRate()).isBetween(share(wrong) - .05, share(wrong) + .05);
    }
  }

  private static double share(boolean[] flags) {
    return IntStream.range(0, flags.length).filter(i -> flags[i]).count() / (double) flags.length;
  }

  @Test
  void crowdlab_beats_voters_and_model_alone() {
    for (long seed = 0; seed < 2; seed++) {
      var digits = Digits.of(1800, seed);
      var votes = voted(digits.truths(), seed + 200);
      var p = digits.outOfFold(new Majority().aggregate(votes).labels());

      var found = Crowdlab.of(votes, p);

      var truths = digits.truths();
      double consensus = Accuracy.of(found.consensus(), truths);
      double majority = Accuracy.of(new Majority(p).aggregate(votes).labels(), truths);
      var dawidSkene = new DawidSkene(DawidSkeneConfig.DEFAULT).aggregate(votes);
      double votesAlone =
          Accuracy.of(IntStream.range(0, truths.length).map(dawidSkene::label).toArray(), truths);
      double model = Accuracy.of(best(p), truths);
      var wrong = new boolean[truths.length];
      for (int i = 0; i < wrong.length; i++) {
        wrong[i] = found.consensus()[i] != truths[i];
      }
      assertThat(consensus)
          .isGreaterThanOrEqualTo(Math.max(majority, Math.max(votesAlone, model)) + .02);
      assertThat(Auroc.of(Arrays.stream(found.quality()).map(q -> -q).toArray(), wrong))
          .isGreaterThanOrEqualTo(.85);
      assertThat(best(found.voterQuality())).isEqualTo(7); // who is right most often
    }
  }

  /// Eight annotators, right in 45 to 85 %; three of them see each item.
  private static Votes voted(int[] truths, long seed) {
    var random = new SplittableRandom(seed);
    var builder = Votes.over(truths.length, 8, Digits.CLASSES);
    for (int i = 0; i < truths.length; i++) {
      var order = IntStream.range(0, 8).toArray();
      for (int turn = 0; turn < 3; turn++) {
        int swap = random.nextInt(turn, 8);
        int voter = order[swap];
        order[swap] = order[turn];
        boolean right = random.nextDouble() < .45 + .4 * voter / 7;
        int other = (truths[i] + random.nextInt(1, Digits.CLASSES)) % Digits.CLASSES;
        builder.cast(i, voter, right ? truths[i] : other);
      }
    }
    return builder.build();
  }

  private static int[] best(double[][] p) {
    return Arrays.stream(p).mapToInt(CleaningSimulationTest::best).toArray();
  }

  private static int best(double[] row) {
    return IntStream.range(0, row.length)
        .boxed()
        .max((a, b) -> Double.compare(row[a], row[b]))
        .orElseThrow();
  }

  @Test
  void more_good_votes_let_an_item_rest() {
    var votes = Votes.of(new int[][] {{0, 0, 0}, {0, -1, -1}, {1, 1, 1}, {0, 1, -1}, {1, 1, 0}}, 2);
    var p = new double[][] {{.8, .2}, {.8, .2}, {.2, .8}, {.5, .5}, {.3, .7}};

    var found = Crowdlab.of(votes, p);
    var again = found.labelAgain();
    var first = found.labelFirst(new double[][][] {{{.8, .2}, {.5, .5}}});

    assertThat(again[0]).isGreaterThan(again[1]);
    assertThat(again[3]).isLessThan(again[0]);
    assertThat(first[1]).isLessThan(first[0]);
  }

  @Test
  void a_class_without_items_is_never_believed() {
    var given = new int[] {0, 0, 1, 1};
    var p = new double[][] {{.7, .1, .2}, {.1, .1, .8}, {.2, .7, .1}, {.3, .6, .1}};

    var learning = ConfidentLearning.of(given, p);

    assertThat(learning.thresholds()[2]).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(learning.offDiagonal(given)).isEmpty();
    for (var filter : IssueFilter.values()) {
      assertThat(filter.issues(given, p)).hasSize(4);
    }
    for (var quality : LabelQuality.values()) {
      for (double score : quality.adjustedScores(given, p, learning)) {
        assertThat(score).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void what_cannot_be_judged_is_refused() {
    assertThatThrownBy(() -> ConfidentLearning.of(new int[] {0}, new double[0][]))
        .hasMessageContaining("1 labels and 0 rows");
    assertThatThrownBy(
            () -> Crowdlab.of(Votes.of(new int[][] {{-1}}, 2), new double[][] {{.5, .5}}))
        .hasMessageContaining("has no vote");
  }
}
