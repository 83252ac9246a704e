package undertone.engine.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import undertone.engine.aggregation.Majority;
import undertone.engine.aggregation.Votes;
import undertone.engine.parity.ParityNumbers;

/// Confident learning and CROWDLAB against the numbers of the library cleanlab.
class CleaningParityTest {
  private ParityNumbers numbers;

  @BeforeEach
  void load() throws IOException {
    numbers = ParityNumbers.of("cleanlab");
  }

  private List<String> labelled() {
    var cases = numbers.casesWith("labels");
    assertThat(cases).isNotEmpty();
    return cases;
  }

  private List<String> voted() {
    var cases = numbers.casesWith("votes");
    assertThat(cases).isNotEmpty();
    return cases;
  }

  private void mustBe(double[] actual, String name, double tolerance) {
    assertThat(actual).as(name).containsExactly(numbers.vector(name), offset(tolerance));
  }

  private void mustBe(double[][] actual, String name, double tolerance) {
    assertThat(Arrays.stream(actual).flatMapToDouble(Arrays::stream).toArray())
        .as(name)
        .containsExactly(numbers.vector(name), offset(tolerance));
  }

  @Test
  void the_confident_joint_and_what_follows_from_it() {
    for (var kase : labelled()) {
      var given = numbers.ints(kase + ".labels");
      var learning = ConfidentLearning.of(given, numbers.matrix(kase + ".pred_probs"));

      mustBe(learning.thresholds(), kase + ".thresholds", 1e-9);
      assertThat(learning.counted())
          .isDeepEqualTo(numbers.intMatrix(kase + ".confident_joint_raw"));
      assertThat(learning.calibrated())
          .isDeepEqualTo(numbers.intMatrix(kase + ".confident_joint_calibrated"));
      assertThat(learning.offDiagonal(given))
          .containsExactlyInAnyOrder(numbers.ints(kase + ".off_diagonal_indices"));
      mustBe(learning.joint(), kase + ".joint", 1e-9);
      mustBe(learning.priorTrue(), kase + ".prior_true", 1e-9);
      mustBe(learning.noise(), kase + ".noise_matrix", 1e-9);
      mustBe(learning.inverseNoise(), kase + ".inverse_noise_matrix", 1e-9);
      var settings = numbers.config().get("cases").get(kase);
      assertThat(learning.noiseRate())
          .isCloseTo(settings.get("frac_noise").asDouble(), offset(1e-9));
    }
  }

  @Test
  void every_filter_flags_the_same_items() {
    for (var kase : labelled()) {
      var given = numbers.ints(kase + ".labels");
      var p = numbers.matrix(kase + ".pred_probs");
      var counts = numbers.config().get("cases").get(kase).get("issue_counts");
      for (var filter : counts.propertyNames()) {
        var flags = IssueFilter.valueOf(filter.toUpperCase(Locale.ROOT)).issues(given, p);
        assertThat(flags)
            .as(kase + " " + filter)
            .containsExactly(numbers.flags(kase + ".issues_" + filter));
      }
    }
  }

  @Test
  void suspicious_items_come_in_the_same_order() {
    for (var kase : labelled()) {
      numbers
          .arrays(kase, "ranked_")
          .forEach(array -> {
            var filter =
                Arrays.stream(IssueFilter.values())
                    .filter(f -> array.startsWith("ranked_" + written(f)))
                    .findFirst()
                    .orElseThrow();
            var by =
                Arrays.stream(LabelQuality.values())
                    .filter(q -> array.endsWith(written(q)))
                    .findFirst()
                    .orElseThrow();
            assertThat(
                    filter.ranked(
                        numbers.ints(kase + ".labels"), numbers.matrix(kase + ".pred_probs"), by))
                .as(kase + " " + array)
                .containsExactly(numbers.ints(kase + "." + array));
          });
    }
  }

  private static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Test
  void label_quality_scores() {
    for (var kase : labelled()) {
      var given = numbers.ints(kase + ".labels");
      var p = numbers.matrix(kase + ".pred_probs");
      for (var quality : LabelQuality.values()) {
        var name = kase + ".score_" + written(quality);
        mustBe(quality.scores(given, p), name, 1e-9);
        if (numbers.has(name + "_adjusted")) {
          mustBe(
              quality.adjustedScores(given, p, ConfidentLearning.of(given, p)),
              name + "_adjusted",
              1e-9);
        }
      }
    }
  }

  @Test
  void scores_of_several_models() {
    for (var kase : numbers.casesWith("ensemble_uniform")) {
      var models =
          new double[][][] {
            numbers.matrix(kase + ".pred_probs"), numbers.matrix(kase + ".pred_probs_b")
          };
      for (var ensemble : Ensemble.values()) {
        mustBe(
            ensemble.scores(LabelQuality.SELF_CONFIDENCE, numbers.ints(kase + ".labels"), models),
            kase + ".ensemble_" + written(ensemble),
            1e-9);
      }
    }
  }

  private Votes votes(String kase) {
    int classes = numbers.matrix(kase + ".pred_probs")[0].length;
    return Votes.of(numbers.intMatrix(kase + ".votes"), classes);
  }

  private double[][] calibrated(String kase, String array) {
    var p = numbers.matrix(kase + "." + array);
    return Temperature.scaled(p, Temperature.best(squeezed(votes(kase)), p));
  }

  /// Vote shares as the reference computes them for its temperature and its agreement: counts of
  /// the labels an item has, without a gap for those it lacks, so that item `2 2 3` reads as `0 0
  /// 1`. A slip of the reference, repeated here and only here, to compare the rest.
  private static double[][] squeezed(Votes votes) {
    var squeezed = new double[votes.items()][votes.classes()];
    for (int i = 0; i < squeezed.length; i++) {
      var voted = Arrays.stream(votes.counts(i)).filter(n -> n > 0).toArray();
      for (int k = 0; k < voted.length; k++) {
        squeezed[i][k] = voted[k] / (double) votes.on(i);
      }
    }
    return squeezed;
  }

  @Test
  void ties_are_broken_alike() {
    for (var kase : voted()) {
      var model = numbers.matrix(kase + ".pred_probs");
      assertThat(new Majority(model).aggregate(votes(kase)).labels())
          .containsExactly(numbers.ints(kase + ".majority_with_model"));
      assertThat(new Majority().aggregate(votes(kase)).labels())
          .containsExactly(numbers.ints(kase + ".majority_votes_only"));
    }
  }

  @Test
  void the_temperature_that_fits_the_votes() {
    for (var kase : voted()) {
      assertThat(Temperature.best(squeezed(votes(kase)), numbers.matrix(kase + ".pred_probs")))
          .isCloseTo(numbers.scalar(kase + ".temperature"), offset(1e-12));
      mustBe(calibrated(kase, "pred_probs"), kase + ".pred_probs_scaled", 1e-6);
    }
  }

  @Test
  void crowdlab_with_and_without_temperature() {
    for (var kase : voted()) {
      mustBeCrowdlab(
          Crowdlab.of(votes(kase), calibrated(kase, "pred_probs")), kase + ".crowdlab_cal_", 1e-6);
      mustBeCrowdlab(
          Crowdlab.of(votes(kase), numbers.matrix(kase + ".pred_probs")),
          kase + ".crowdlab_raw_",
          1e-9);
    }
  }

  private void mustBeCrowdlab(Crowdlab found, String prefix, double tolerance) {
    assertThat(found.consensus()).containsExactly(numbers.ints(prefix + "consensus"));
    mustBe(found.quality(), prefix + "quality", tolerance);
    mustBe(found.agreement(), prefix + "agreement", tolerance);
    mustBeVoteQuality(found.votes(), found.voteQuality(), prefix, tolerance);
    assertThat(found.modelWeights()[0])
        .isCloseTo(numbers.scalar(prefix + "model_weight"), offset(tolerance));
    mustBe(found.voterWeights(), prefix + "annotator_weight", tolerance);
    mustBe(found.voterQuality(), prefix + "annotator_quality", tolerance);
    mustBeVoters(found.votes(), found.agreementWithConsensus(), prefix, tolerance);
    assertThat(found.worstClass())
        .as(prefix)
        .containsExactly(numbers.ints(prefix + "annotator_worst_class"));
  }

  private void mustBeVoters(Votes votes, double[] agreement, String prefix, double tolerance) {
    mustBe(agreement, prefix + "annotator_agreement_with_consensus", tolerance);
    assertThat(votes.castBy()).containsExactly(numbers.ints(prefix + "annotator_num_labeled"));
    var counts = numbers.ints(prefix + "count");
    for (int i = 0; i < counts.length; i++) {
      assertThat(votes.on(i)).isEqualTo(counts[i]);
    }
  }

  private void mustBeVoteQuality(Votes votes, double[] said, String prefix, double tolerance) {
    var expected = numbers.matrix(prefix + "detailed_quality");
    for (int i = 0; i < expected.length; i++) {
      for (int at = votes.from(i); at < votes.to(i); at++) {
        assertThat(said[at])
            .as("%s item %d, voter %d", prefix, i, votes.voter(at))
            .isCloseTo(expected[i][votes.voter(at)], offset(tolerance));
      }
    }
  }

  @Test
  void quality_by_agreement_alone() {
    for (var kase : voted()) {
      for (var kind : List.of("cal", "raw")) {
        var prefix = kase + ".agreement_" + kind + "_";
        var p =
            kind.equals("cal")
                ? calibrated(kase, "pred_probs")
                : numbers.matrix(kase + ".pred_probs");
        var votes = votes(kase);
        var majority = new Majority(p).aggregate(votes).labels();
        var found = AgreementQuality.of(votes, majority, squeezed(votes));
        assertThat(found.consensus()).containsExactly(numbers.ints(prefix + "consensus"));
        mustBe(found.quality(), prefix + "quality", 1e-9);
        mustBe(found.quality(), prefix + "agreement", 1e-9);
        mustBeVoteQuality(votes, found.voteQuality(), prefix, 1e-9);
        mustBe(found.voterQuality(), prefix + "annotator_quality", 1e-9);
        mustBeVoters(votes, found.agreementWithConsensus(), prefix, 1e-9);
        assertThat(found.worstClass())
            .containsExactly(numbers.ints(prefix + "annotator_worst_class"));
      }
    }
  }

  @Test
  void crowdlab_with_two_models() {
    for (var kase : voted()) {
      var found =
          Crowdlab.of(
              votes(kase),
              new double[][][] {
                numbers.matrix(kase + ".pred_probs"), numbers.matrix(kase + ".pred_probs_b")
              });
      assertThat(found.consensus()).containsExactly(numbers.ints(kase + ".ensemble_consensus"));
      mustBe(found.quality(), kase + ".ensemble_quality", 1e-6);
      mustBe(found.modelWeights(), kase + ".ensemble_model_weight", 1e-6);
      mustBe(found.voterWeights(), kase + ".ensemble_annotator_weight", 1e-6);
    }
  }

  @Test
  void what_to_label_next() {
    for (var kase : voted()) {
      double temperature = numbers.scalar(kase + ".temperature");
      var found = Crowdlab.of(votes(kase), calibrated(kase, "pred_probs"));
      mustBe(found.labelAgain(), kase + ".active_labeled", 1e-6);
      var fresh = Temperature.scaled(numbers.matrix(kase + ".pred_probs_unlabeled"), temperature);
      mustBe(found.labelFirst(new double[][][] {fresh}), kase + ".active_unlabeled", 1e-6);
    }
  }
}
