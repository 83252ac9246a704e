package undertone.engine.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.engine.aggregation.Votes;

class AgreementTest {
  private static final int NONE = Votes.CANNOT_TELL;

  @Test
  void kappa_of_the_two_by_two_table_is_two_fifths() {
    var builder = Votes.over(50, 2, 2);
    var table = new int[][] {{20, 5}, {10, 15}};
    int item = 0;
    for (int j = 0; j < 2; j++) {
      for (int k = 0; k < 2; k++) {
        for (int n = 0; n < table[j][k]; n++) {
          builder.cast(item, 0, j).cast(item++, 1, k);
        }
      }
    }

    var kappa = Agreement.of(CohenKappa.of(builder.build(), 0, 1, CohenKappa.Weights.NONE), 0);

    assertThat(kappa.value()).isCloseTo(.4, offset(1e-12));
    assertThat(kappa.items()).isEqualTo(50);
    assertThat(kappa.raters()).isEqualTo(2);
    assertThat(kappa.low()).isBetween(.05, .25); // large-sample error .128: .4 ± .25
    assertThat(kappa.high()).isBetween(.55, .75);
  }

  @Test
  void fleiss_textbook_table() { // Fleiss 1971 as printed with 14 raters, 10 items, 5 classes
    var counts =
        new int[][] {
          {0, 0, 0, 0, 14},
          {0, 2, 6, 4, 2},
          {0, 0, 3, 5, 6},
          {0, 3, 9, 2, 0},
          {2, 2, 8, 1, 1},
          {7, 7, 0, 0, 0},
          {3, 2, 6, 3, 0},
          {2, 5, 3, 2, 2},
          {6, 5, 2, 1, 0},
          {0, 2, 2, 3, 7}
        };
    var builder = Votes.over(10, 14, 5);
    for (int i = 0; i < 10; i++) {
      int rater = 0;
      for (int k = 0; k < 5; k++) {
        for (int n = 0; n < counts[i][k]; n++) {
          builder.cast(i, rater++, k);
        }
      }
    }
    var kappa = FleissKappa.of(builder.build());

    assertThat(Agreement.of(kappa, 0).value()).isCloseTo(.210, offset(.0005));
    assertThat(kappa.isEqual()).isTrue();
  }

  @Test
  void krippendorffs_example_with_gaps() { // four coders, twelve units
    var coders =
        new int[][] {
          {1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE},
          {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3},
          {NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE},
          {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE}
        };
    var builder = Votes.over(12, 4, 6);
    for (int m = 0; m < 4; m++) {
      for (int i = 0; i < 12; i++) {
        builder.cast(i, m, coders[m][i]);
      }
    }
    var votes = builder.build();
    var scale = new double[] {0, 1, 2, 3, 4, 5};

    assertThat(Agreement.of(KrippendorffAlpha.of(votes, Difference.nominal()), 0).value())
        .isCloseTo(.743, offset(.001));
    assertThat(Agreement.of(KrippendorffAlpha.of(votes, Difference.interval(scale)), 0).value())
        .isCloseTo(.849, offset(.001));
    assertThat(Agreement.of(KrippendorffAlpha.of(votes, Difference.ordinal()), 0).value())
        .isCloseTo(.815, offset(.001));
    assertThat(Agreement.of(KrippendorffAlpha.of(votes, Difference.nominal()), 0).items())
        .isEqualTo(11); // the last unit has one value
  }

  @Test
  void what_is_not_defined_is_empty_and_never_nan() {
    var one = Votes.of(new int[][] {{1, 1}, {1, 1}}, 2);
    var none = Votes.of(new int[][] {{1, NONE}, {NONE, 0}}, 2);
    var flat = new double[] {1, 1, 1};

    for (var statistic :
        List.of(
            CohenKappa.of(one, 0, 1, CohenKappa.Weights.NONE),
            LightKappa.of(one),
            FleissKappa.of(one),
            KrippendorffAlpha.of(one, Difference.nominal()),
            PositiveAgreement.of(one, 0),
            PercentAgreement.of(none),
            FleissKappa.of(none),
            GwetAc1.of(none),
            KrippendorffAlpha.of(none, Difference.nominal()),
            Concordance.pearson(flat, flat),
            Intraclass.ofOneRater(new double[0][]))) {
      var agreement = Agreement.of(statistic, 0);
      assertThat(agreement.value()).as(statistic.getClass().getSimpleName()).isNull();
      assertThat(agreement.low()).isNull();
      assertThat(agreement.high()).isNull();
      assertThat(Agreement.causes(statistic)).isEmpty();
    }
    assertThat(Agreement.of(GwetAc1.of(one), 0).value()).isEqualTo(1); // its very purpose
  }

  @Test
  void the_items_people_differ_on_are_the_causes() {
    var votes = Votes.of(new int[][] {{0, 0, 0}, {0, 1, 2}, {1, 1, 1}, {2, 2, 1}, {2, 2, 2}}, 3);

    for (var statistic :
        List.of(
            PercentAgreement.of(votes),
            LightKappa.of(votes),
            FleissKappa.of(votes),
            GwetAc1.of(votes),
            KrippendorffAlpha.of(votes, Difference.nominal()))) {
      var causes = Agreement.causes(statistic);
      assertThat(causes.getFirst().item()).as(statistic.getClass().getSimpleName()).isEqualTo(1);
      assertThat(causes.get(1).item()).isEqualTo(3);
    }
  }

  @Test
  void an_interval_is_the_same_for_the_same_seed_and_narrows_with_items() {
    var few = Agreement.of(FleissKappa.of(crowd(50)), 1);
    var many = Agreement.of(FleissKappa.of(crowd(5000)), 1);

    assertThat(Agreement.of(FleissKappa.of(crowd(50)), 1)).isEqualTo(few);
    assertThat(Agreement.of(FleissKappa.of(crowd(50)), 2)).isNotEqualTo(few);
    assertThat(width(many)).isBetween(width(few) / 15, width(few) / 6); // √100 = 10
  }

  private static double width(Agreement agreement) {
    var high = agreement.high();
    var low = agreement.low();
    return high == null || low == null ? Double.NaN : high - low;
  }

  private static Votes crowd(int items) {
    var random = new SplittableRandom(4);
    var builder = Votes.over(items, 5, 4);
    for (int i = 0; i < items; i++) {
      for (int m = 0; m < 5; m++) {
        builder.cast(i, m, random.nextDouble() < .6 ? i % 4 : random.nextInt(4));
      }
    }
    return builder.build();
  }

  @Test
  void level_and_spread_cost_concordance_but_not_correlation() {
    var x = IntStream.range(0, 40).mapToDouble(i -> 1000 + i % 7).toArray();
    var shifted = Arrays.stream(x).map(v -> v + 3).toArray();

    assertThat(Agreement.of(Concordance.pearson(x, shifted), 0).value()).isCloseTo(1, offset(1e-9));
    assertThat(Agreement.of(Concordance.of(x, shifted), 0).value()).isLessThan(.6);
  }

  /// Shrout & Fleiss 1979, table 2: six targets, four judges.
  private static final double[][] JUDGES = {
    {9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}
  };

  @Test
  void the_judges_of_shrout_and_fleiss_agree_as_published() {
    assertThat(value(Intraclass.ofOneRater(JUDGES))).isCloseTo(.29, offset(.005));
    assertThat(value(Intraclass.ofTheMean(JUDGES))).isCloseTo(.62, offset(.005));
  }

  @Test
  void concordance_of_many_is_the_mean_over_their_pairs() {
    double sum = 0;
    for (int b = 1; b < 4; b++) {
      for (int a = 0; a < b; a++) {
        sum += value(Concordance.of(judge(a), judge(b)));
      }
    }

    assertThat(value(Concordance.of(judge(0), judge(1)))).isCloseTo(.1070, offset(5e-5)); // by hand
    assertThat(value(MeanConcordance.of(JUDGES))).isCloseTo(sum / 6, offset(1e-12));
  }

  @Test
  void quadratic_kappa_of_numbers_is_concordance_under_another_name() {
    var builder = Votes.over(6, 4, 11);
    for (int i = 0; i < 6; i++) {
      for (int m = 0; m < 4; m++) {
        builder.cast(i, m, (int) JUDGES[i][m]);
      }
    }
    var votes = builder.build();

    assertThat(value(LightKappa.of(votes, CohenKappa.Weights.QUADRATIC)))
        .isCloseTo(value(MeanConcordance.of(JUDGES)), offset(1e-12));
    assertThat(value(LightKappa.of(votes, CohenKappa.Weights.LINEAR)))
        .isCloseTo(.1340, offset(5e-5)); // by hand
  }

  @Test
  void a_pair_that_rated_one_thing_together_says_nothing_of_concordance() {
    double nan = Double.NaN;
    var ratings = new double[][] {{.1, .2, nan}, {.5, .3, .9}, {.9, .8, nan}, {nan, nan, .4}};

    assertThat(value(MeanConcordance.of(ratings)))
        .isCloseTo(
            value(Concordance.of(new double[] {.1, .5, .9}, new double[] {.2, .3, .8})),
            offset(1e-12));
  }

  @Test
  void traces_a_fifth_of_the_scale_apart_lose_what_the_formulas_say() {
    var ada = steps(t -> .2 * (t % 4)); // variance .05 about its mean
    var ben = steps(t -> .2 * (t % 4) + .2);

    assertThat(TraceAgreement.concordance(List.of(ada, ben)))
        .hasValueCloseTo(.1 / .14, offset(1e-6)); // 2·.05 / (.05 + .05 + .04)
    double spread = 2 * .05 * 40 / 39; // variances over n − 1
    assertThat(TraceAgreement.intraclass(List.of(ada, ben)))
        .hasValueCloseTo(spread / (spread + .04), offset(1e-6));
    assertThat(TraceAgreement.concordance(List.of(ada, ada, ben)))
        .hasValueCloseTo((1 + 2 * .1 / .14) / 3, offset(1e-6));
  }

  @Test
  void traces_are_compared_where_both_said_something() {
    var ada = steps(t -> .2 * (t % 4));
    var late = steps(t -> t < 10 ? Double.NaN : .2 * (t % 4));
    var brief = Arrays.copyOf(ada, 30);

    assertThat(TraceAgreement.concordance(List.of(ada, late))).hasValueCloseTo(1.0, offset(1e-6));
    assertThat(TraceAgreement.concordance(List.of(ada, brief))).hasValueCloseTo(1.0, offset(1e-6));
    assertThat(TraceAgreement.concordance(List.of(late, brief))).isEmpty(); // 20 steps in common
    assertThat(TraceAgreement.intraclass(List.of(ada, late, brief))).isEmpty();
    assertThat(TraceAgreement.intraclass(List.of(ada))).isEmpty();
  }

  @Test
  void traces_that_never_move_have_no_agreement_and_no_garbage() {
    var flat = steps(_ -> .3);

    assertThat(TraceAgreement.concordance(List.of(flat, flat))).isEmpty();
    assertThat(TraceAgreement.intraclass(List.of(flat, flat))).isEmpty();
    assertThat(TraceAgreement.concordance(List.of(flat, steps(_ -> .5))))
        .hasValueCloseTo(0.0, offset(1e-9));
  }

  @Test
  void clips_count_alike_and_one_without_a_number_does_not_count() {
    var agreement = Agreement.of(TraceAgreement.of(new double[] {.2, Double.NaN, .8}, 3), 0);

    assertThat(agreement.value()).isCloseTo(.5, offset(1e-12));
    assertThat(agreement.low()).isEqualTo(.2);
    assertThat(agreement.high()).isEqualTo(.8);
    assertThat(agreement.items()).isEqualTo(2);
    assertThat(agreement.raters()).isEqualTo(3);
  }

  /// Forty steps of time.
  private static float[] steps(IntToDoubleFunction value) {
    var steps = new float[40];
    for (int t = 0; t < steps.length; t++) {
      steps[t] = (float) value.applyAsDouble(t);
    }
    return steps;
  }

  private static double[] judge(int judge) {
    return Arrays.stream(JUDGES).mapToDouble(row -> row[judge]).toArray();
  }

  private static double value(AgreementStatistic statistic) {
    return statistic.of(statistic.sums().total()).orElseThrow();
  }
}
