package undertone.engine.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Aggregators against truths that are known because they were simulated.
class AggregationSimulationTest {

  @Test
  void dawid_skene_beats_the_majority_and_knows_its_voters() {
    double gain = 0;
    for (long seed = 0; seed < 5; seed++) {
      var crowd = Crowd.of(2000, 6, Crowd.spread(.4, .9, 10), 3, seed);
      var majority = new Majority().aggregate(crowd.votes());
      var fit = new DawidSkene(DawidSkeneConfig.DEFAULT).aggregate(crowd.votes());

      gain += (crowd.accuracyOf(fit) - crowd.accuracyOf(majority)) / 5;
      assertThat(pearson(fit.competence(), crowd.accuracies())).isGreaterThanOrEqualTo(.95);
      mustNeverFall(fit.objective());
    }
    assertThat(gain).isGreaterThanOrEqualTo(.015);
  }

  /// Nobody who knew the voters could do better than count: so the method does not either.
  @Test
  void three_voters_alike_leave_dawid_skene_nothing_to_win() {
    var crowd = Crowd.of(2000, 6, new double[] {.7, .7, .7}, 3, 1);
    double counted = crowd.accuracyOf(new Majority().aggregate(crowd.votes()));
    double fitted =
        crowd.accuracyOf(new DawidSkene(DawidSkeneConfig.DEFAULT).aggregate(crowd.votes()));

    assertThat(fitted).isCloseTo(counted, offset(.01));
    assertThat(fitted).isCloseTo(crowd.bestPossible(), offset(.015));
  }

  @Test
  void of_three_voters_apart_dawid_skene_finds_the_one_to_believe() {
    for (long seed = 0; seed < 3; seed++) {
      var crowd = Crowd.of(2000, 6, new double[] {.5, .7, .9}, 3, seed);
      double counted = crowd.accuracyOf(new Majority().aggregate(crowd.votes()));
      double fitted =
          crowd.accuracyOf(new DawidSkene(DawidSkeneConfig.DEFAULT).aggregate(crowd.votes()));

      assertThat(fitted).isGreaterThan(counted + .03);
      assertThat(fitted).isBetween(crowd.bestPossible() - .03, crowd.bestPossible() + .005);
    }
  }

  @Test
  void a_set_counts_as_one_vote_whatever_its_size() {
    var whole = Votes.over(1, 3, 3).cast(0, 0, 0).cast(0, 1, 0).cast(0, 2, 1).build();
    var parted =
        Votes.over(1, 3, 3)
            .cast(0, 0, 0, .5)
            .cast(0, 0, 1, .5)
            .cast(0, 1, 0)
            .cast(0, 2, 1, .5)
            .cast(0, 2, 2, .5)
            .build();

    assertThat(whole.massBy()).containsExactly(1, 1, 1);
    assertThat(parted.massBy()).containsExactly(1, 1, 1);
    assertThat(parted.shares()[0])
        .containsExactly(new double[] {.5, 1 / 3.0, .5 / 3}, offset(1e-12));
    for (var method : EnumSet.complementOf(EnumSet.of(AggregationMethod.LABEL_MODEL))) {
      assertThat(method.aggregator(0).aggregate(parted).label(0)).as(method.written()).isZero();
      assertThat(method.aggregator(0).aggregate(whole).label(0)).as(method.written()).isZero();
    }
  }

  @Test
  void hard_steps_and_one_coin_beat_the_majority_as_well() {
    var crowd = Crowd.of(2000, 6, Crowd.spread(.4, .9, 10), 3, 7);
    double majority = crowd.accuracyOf(new Majority().aggregate(crowd.votes()));

    for (var config :
        new DawidSkeneConfig[] {
          DawidSkeneConfig.DEFAULT.withHardSteps(), DawidSkeneConfig.DEFAULT.withOneCoin()
        }) {
      var fit = new DawidSkene(config).aggregate(crowd.votes());
      assertThat(crowd.accuracyOf(fit)).isGreaterThan(majority);
      mustNeverFall(fit.objective());
    }
  }

  @Test
  void glad_ranks_a_spammer_last() {
    assertThat(spammersFound(_ -> new Glad(GladConfig.DEFAULT))).isGreaterThanOrEqualTo(48);
  }

  @Test
  void mace_ranks_a_spammer_last() {
    assertThat(spammersFound(seed -> new Mace(MaceConfig.DEFAULT.withSeed(seed))))
        .isGreaterThanOrEqualTo(48);
    assertThat(
            spammersFound(seed -> new Mace(MaceConfig.DEFAULT.withLikelihoodOnly().withSeed(seed))))
        .isGreaterThanOrEqualTo(48);
  }

  /// Of 50 crowds of eight with one who answers at random.
  private static int spammersFound(LongFunction<Aggregator> method) {
    int found = 0;
    for (long seed = 0; seed < 50; seed++) {
      var accuracies = Crowd.spread(.5, .9, 8);
      int spammer = (int) (seed % 8);
      accuracies[spammer] = .25; // chance, of four classes
      var crowd = Crowd.of(200, 4, accuracies, 4, seed);
      var competence = method.apply(seed).aggregate(crowd.votes()).competence();
      int last =
          IntStream.range(0, 8)
              .boxed()
              .min((a, b) -> Double.compare(competence[a], competence[b]))
              .orElseThrow();
      found += last == spammer ? 1 : 0;
    }
    return found;
  }

  @Test
  void glad_finds_the_hard_items_and_its_objective_never_falls() {
    var random = new SplittableRandom(3);
    var builder = Votes.over(600, 8, 4);
    for (int i = 0; i < 600; i++) {
      for (int m = 0; m < 8; m++) {
        builder.cast(i, m, Crowd.vote(i % 4, 4, i < 100 ? .4 : .85, random));
      }
    }
    var fit = new Glad(GladConfig.DEFAULT).aggregate(builder.build());

    mustNeverFall(fit.objective());
    double hard = Arrays.stream(fit.difficulty()).limit(100).average().orElseThrow();
    double easy = Arrays.stream(fit.difficulty()).skip(100).average().orElseThrow();
    assertThat(hard).isGreaterThan(1.3 * easy);
  }

  @Test
  void mace_by_likelihood_climbs_and_says_the_same_for_the_same_seed() {
    var crowd = Crowd.of(300, 5, Crowd.spread(.4, .9, 8), 4, 1);
    var config = MaceConfig.DEFAULT.withLikelihoodOnly().withSeed(5);
    var fit = new Mace(config).aggregate(crowd.votes());

    for (int round = 2; round < fit.objective().length; round++) { // smoothing is no part of it
      assertThat(fit.objective()[round]).isGreaterThan(fit.objective()[round - 1] - .01);
    }
    assertThat(new Mace(config).aggregate(crowd.votes()).posterior())
        .isDeepEqualTo(fit.posterior());
  }

  @Test
  void the_label_model_beats_the_majority_of_rules_and_learns_their_accuracy() {
    double gain = 0;
    double error = 0;
    int seeds = 5;
    for (long seed = 0; seed < seeds; seed++) {
      var rules = rules(4000, 3, seed);
      var majority = new Majority().aggregate(rules.votes());
      var fit = new LabelModel(LabelModelConfig.DEFAULT.withSeed(seed)).aggregate(rules.votes());

      gain += (rules.accuracyOf(fit) - rules.accuracyOf(majority)) / seeds;
      var shown = rules.shown();
      for (int j = 0; j < shown.length; j++) {
        error += Math.abs(fit.competence()[j] - shown[j]) / shown.length / seeds;
      }
      assertThat(fit.objective()[fit.objective().length - 1]).isGreaterThan(fit.objective()[0]);
    }
    assertThat(gain).isGreaterThanOrEqualTo(.01);
    assertThat(error).isLessThanOrEqualTo(.06);
  }

  /// Six rules, coverage .3 to .8, accuracy .55 to .9, the two unrelated.
  private static Crowd rules(int items, int classes, long seed) {
    var random = new SplittableRandom(seed);
    var truths = random.ints(items, 0, classes).toArray();
    var accuracies = Crowd.spread(.55, .9, 6);
    var coverages = new double[] {.6, .3, .8, .5, .7, .4};
    var builder = Votes.over(items, 6, classes);
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < 6; j++) {
        if (random.nextDouble() < coverages[j]) {
          builder.cast(i, j, Crowd.vote(truths[i], classes, accuracies[j], random));
        }
      }
    }
    return new Crowd(builder.build(), truths, accuracies);
  }

  private static void mustNeverFall(double[] objective) {
    for (int round = 1; round < objective.length; round++) {
      assertThat(objective[round]).isGreaterThanOrEqualTo(objective[round - 1] - 1e-8);
    }
  }

  private static double pearson(double[] x, double[] y) {
    double mx = Arrays.stream(x).average().orElseThrow();
    double my = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mx) * (y[i] - my);
      xx += (x[i] - mx) * (x[i] - mx);
      yy += (y[i] - my) * (y[i] - my);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
