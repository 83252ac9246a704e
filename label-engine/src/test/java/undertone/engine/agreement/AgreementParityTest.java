package undertone.engine.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import undertone.engine.aggregation.Votes;
import undertone.engine.parity.ParityNumbers;

/// Textbook statistics, computed apart and checked against NLTK, scikit-learn and statsmodels.
class AgreementParityTest {
  private ParityNumbers numbers;
  private JsonNode values;

  @BeforeEach
  void load() throws IOException {
    numbers = ParityNumbers.of("aggregate");
    values = numbers.config().get("values");
  }

  private static double value(AgreementStatistic statistic) {
    return statistic.of(statistic.sums().total()).orElseThrow();
  }

  private void mustBe(AgreementStatistic statistic, JsonNode expected) {
    assertThat(value(statistic)).isCloseTo(expected.asDouble(), offset(1e-9));
  }

  @Test
  void two_raters() {
    var cases = numbers.casesWith("table");
    assertThat(cases).isNotEmpty();
    for (var kase : cases) {
      var votes = ofTable(numbers.intMatrix(kase + ".table"));
      var expected = values.get(kase);
      for (var weights : CohenKappa.Weights.values()) {
        var kappa = expected.get(weights.name().toLowerCase(Locale.ROOT));
        mustBe(CohenKappa.of(votes, 0, 1, weights), kappa);
        mustBe(LightKappa.of(votes, weights), kappa);
      }
      mustBe(PercentAgreement.of(votes), expected.get("percent_agreement"));
      mustBe(GwetAc1.of(votes), expected.get("gwet_ac1"));
      for (int k = 0; k < votes.classes(); k++) {
        mustBe(PositiveAgreement.of(votes, k), expected.get("positive_agreement").get(k));
      }
    }
  }

  private static Votes ofTable(int[][] table) {
    int items = Arrays.stream(table).flatMapToInt(Arrays::stream).sum();
    var builder = Votes.over(items, 2, table.length);
    int item = 0;
    for (int j = 0; j < table.length; j++) {
      for (int k = 0; k < table.length; k++) {
        for (int n = 0; n < table[j][k]; n++) {
          builder.cast(item, 0, j).cast(item++, 1, k);
        }
      }
    }
    return builder.build();
  }

  @Test
  void many_raters() {
    for (var kase : numbers.casesWith("counts")) {
      var counts = numbers.intMatrix(kase + ".counts");
      int raters = Arrays.stream(counts).mapToInt(row -> Arrays.stream(row).sum()).max().orElse(0);
      var builder = Votes.over(counts.length, raters, counts[0].length);
      for (int i = 0; i < counts.length; i++) {
        int rater = 0;
        for (int k = 0; k < counts[i].length; k++) {
          for (int n = 0; n < counts[i][k]; n++) {
            builder.cast(i, rater++, k);
          }
        }
      }
      mustBe(FleissKappa.of(builder.build()), values.get(kase));
    }
  }

  @Test
  void raters_with_gaps() {
    for (var kase : numbers.casesWith("ratings")) {
      if (kase.startsWith("kripp")) {
        var votes = ofRaters(numbers.intMatrix(kase + ".ratings"));
        var scale = IntStream.range(0, votes.classes()).asDoubleStream().toArray();
        var expected = values.get(kase);
        mustBe(KrippendorffAlpha.of(votes, Difference.nominal()), expected.get("nominal"));
        mustBe(KrippendorffAlpha.of(votes, Difference.ordinal()), expected.get("ordinal"));
        mustBe(KrippendorffAlpha.of(votes, Difference.interval(scale)), expected.get("interval"));
        mustBe(KrippendorffAlpha.of(votes, Difference.ratio(scale)), expected.get("ratio"));
      }
    }
  }

  /// @param ratings `[M,N]`, −1 = missing
  private static Votes ofRaters(int[][] ratings) {
    int highest = Arrays.stream(ratings).flatMapToInt(Arrays::stream).max().orElse(0);
    var builder = Votes.over(ratings[0].length, ratings.length, highest + 1);
    for (int m = 0; m < ratings.length; m++) {
      for (int i = 0; i < ratings[m].length; i++) {
        builder.cast(i, m, ratings[m][i]);
      }
    }
    return builder.build();
  }

  @Test
  void distances_of_sets() {
    for (var pair : values.get("set_distances")) {
      var a = set(pair.get("a"));
      var b = set(pair.get("b"));
      assertThat(Difference.jaccard(a, b)).isCloseTo(pair.get("jaccard").asDouble(), offset(1e-9));
      assertThat(Difference.masi(a, b, Difference.Masi.EXACT))
          .isCloseTo(pair.get("masi_exact").asDouble(), offset(1e-9));
      assertThat(Difference.masi(a, b, Difference.Masi.NLTK))
          .isCloseTo(pair.get("masi_rounded").asDouble(), offset(1e-9));
    }
  }

  private static Set<Integer> set(JsonNode node) {
    var set = new HashSet<Integer>();
    node.forEach(label -> set.add(label.asInt()));
    return set;
  }

  @Test
  void raters_who_give_sets() {
    for (var kase : numbers.casesWith("present")) {
      var labels = numbers.cube(kase + ".labels"); // [M,N,K]
      var present = numbers.matrix(kase + ".present"); // [M,N]
      var ratings = new ArrayList<List<@Nullable Set<Integer>>>();
      for (int i = 0; i < present[0].length; i++) {
        var item = new ArrayList<@Nullable Set<Integer>>();
        for (int m = 0; m < present.length; m++) {
          var row = labels[m][i];
          item.add(
              present[m][i] == 0
                  ? null
                  : new HashSet<>(
                      IntStream.range(0, row.length).filter(k -> row[k] > 0).boxed().toList()));
        }
        ratings.add(item);
      }
      var sets = SetRatings.of(ratings);
      var expected = values.get(kase);
      mustBe(
          KrippendorffAlpha.of(sets.votes(), Difference.masi(sets.sets(), Difference.Masi.EXACT)),
          expected.get("masi_exact"));
      mustBe(
          KrippendorffAlpha.of(sets.votes(), Difference.masi(sets.sets(), Difference.Masi.NLTK)),
          expected.get("masi_rounded"));
      mustBe(
          KrippendorffAlpha.of(sets.votes(), Difference.jaccard(sets.sets())),
          expected.get("jaccard"));
      mustBe(KrippendorffAlpha.of(sets.votes(), Difference.nominal()), expected.get("nominal"));
    }
  }

  @Test
  void two_raters_who_give_numbers() {
    for (var kase : numbers.casesWith("x")) {
      var x = numbers.vector(kase + ".x");
      var y = numbers.vector(kase + ".y");
      mustBe(Concordance.of(x, y), values.get(kase).get("ccc_biased"));
      var pairs = IntStream.range(0, x.length).mapToObj(i -> new double[] {x[i], y[i]});
      mustBe(
          MeanConcordance.of(pairs.toArray(double[][]::new)), values.get(kase).get("ccc_biased"));
      mustBe(Concordance.ofSample(x, y), values.get(kase).get("ccc_unbiased"));
      mustBe(Concordance.pearson(x, y), values.get(kase).get("pearson"));
    }
  }

  @Test
  void many_raters_who_give_numbers() {
    for (var kase : numbers.casesWith("ratings")) {
      if (kase.startsWith("icc")) {
        var ratings = numbers.matrix(kase + ".ratings");
        mustBe(Intraclass.ofOneRater(ratings), values.get(kase).get("icc21"));
        mustBe(Intraclass.ofTheMean(ratings), values.get(kase).get("icc2k"));
      }
    }
  }
}
