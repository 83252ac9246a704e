package undertone.engine.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import undertone.engine.parity.ParityNumbers;

/// The numbers of a plain numpy Dawid-Skene come out of ours, round by round.
class DawidSkeneParityTest {
  private ParityNumbers numbers;

  @BeforeEach
  void load() throws IOException {
    numbers = ParityNumbers.of("aggregate");
  }

  private DawidSkene.Outcome fit(String kase, int rounds) {
    int classes = numbers.vector(kase + ".prior").length;
    var config = DawidSkeneConfig.DEFAULT.withRounds(rounds);
    config = kase.contains("onecoin") ? config.withOneCoin() : config;
    config = kase.matches("ds_s\\d+.*") ? config.withSmoothing(smoothing(kase)) : config;
    var votes = Votes.of(numbers.intMatrix("ds.votes"), classes);
    return kase.endsWith("clamped")
        ? new DawidSkene(config, numbers.ints("ds.clamp")).aggregate(votes)
        : new DawidSkene(config).aggregate(votes);
  }

  private static int smoothing(String kase) {
    return Integer.parseInt(kase.replaceAll("ds_s(\\d+).*", "$1"));
  }

  private void mustBe(double[][] actual, String name, double tolerance) {
    var expected = numbers.matrix(name);
    assertThat(actual).hasSameDimensionsAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as(name + " row " + i).containsExactly(expected[i], offset(tolerance));
    }
  }

  @Test
  void every_case_ends_where_the_reference_ends() {
    var cases = numbers.casesWith("posterior_round1");
    assertThat(cases).isNotEmpty();
    for (var kase : cases) {
      mustBe(fit(kase, 1).posterior(), kase + ".posterior_round1", 1e-10);
      mustBe(fit(kase, 3).posterior(), kase + ".posterior_round3", 1e-10);

      var end = fit(kase, 100);
      mustBe(end.posterior(), kase + ".posterior", 1e-6);
      assertThat(end.prior()).containsExactly(numbers.vector(kase + ".prior"), offset(1e-6));
      var confusion = numbers.cube(kase + ".confusion");
      for (int m = 0; m < confusion.length; m++) {
        for (int k = 0; k < confusion[m].length; k++) {
          assertThat(end.confusion()[m][k]).containsExactly(confusion[m][k], offset(1e-6));
        }
      }
      assertThat(end.logLikelihood())
          .as(kase)
          .containsExactly(numbers.vector(kase + ".loglik"), offset(1e-6));
    }
  }

  @Test
  void what_em_climbs_is_the_references_and_never_falls() {
    for (var kase : numbers.casesWith("log_objective")) {
      var objective = fit(kase, 100).objective();
      if (kase.matches(
          "ds_s\\d+")) { // the others' objective is left unpenalised or unclamped there
        assertThat(objective)
            .containsExactly(numbers.vector(kase + ".log_objective"), offset(1e-6));
      }
      for (int round = 1; round < objective.length; round++) {
        assertThat(objective[round])
            .as("%s, round %d", kase, round)
            .isGreaterThanOrEqualTo(objective[round - 1] - 1e-9);
      }
    }
  }

  @Test
  void it_starts_from_vote_shares() {
    for (var kase : numbers.casesWith("posterior_start")) {
      if (!kase.endsWith("clamped")) {
        int classes = numbers.vector(kase + ".prior").length;
        mustBe(
            Votes.of(numbers.intMatrix("ds.votes"), classes).shares(),
            kase + ".posterior_start",
            0);
      }
    }
  }

  @Test
  void a_clamped_item_stays_at_its_class() {
    var clamp = numbers.ints("ds.clamp");
    for (var kase : numbers.casesWith("posterior_start")) {
      if (kase.endsWith("clamped")) {
        var posterior = fit(kase, 100).posterior();
        for (int i = 0; i < clamp.length; i++) {
          if (clamp[i] >= 0) {
            assertThat(posterior[i][clamp[i]]).isEqualTo(1);
            assertThat(Arrays.stream(posterior[i]).sum()).isEqualTo(1);
          }
        }
      }
    }
  }
}
