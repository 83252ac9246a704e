package undertone.engine.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MajorityTest {
  private static final int NONE = Votes.CANNOT_TELL;

  @Test
  void the_label_with_most_votes_wins_and_shares_are_kept() {
    var votes = Votes.of(new int[][] {{0, 1, 1}, {2, NONE, 2}}, 3);

    var outcome = new Majority().aggregate(votes);

    assertThat(outcome.labels()).containsExactly(1, 2);
    assertThat(outcome.posterior()[0]).containsExactly(1 / 3.0, 2 / 3.0, 0);
    assertThat(outcome.posterior()[1]).containsExactly(0, 0, 1);
    assertThat(outcome.tie()).containsExactly(false, false);
  }

  @Test
  void a_model_breaks_a_tie_first() {
    var votes = Votes.of(new int[][] {{0, 1}}, 3);

    var outcome = new Majority(new double[][] {{.1, .2, .7}}).aggregate(votes);

    assertThat(outcome.labels()).containsExactly(1); // 2 is likelier, but nobody voted for it
    assertThat(outcome.tie()).containsExactly(false);
  }

  @Test
  void without_a_model_the_rarer_class_wins_a_tie() {
    var votes = Votes.of(new int[][] {{0, 1}, {0, 0}}, 2);

    assertThat(new Majority().aggregate(votes).labels()).containsExactly(1, 0);
  }

  @Test
  void between_equally_rare_classes_the_better_voter_wins() {
    // both classes have four votes; voter 1 is against the clear majorities twice
    var votes = Votes.of(new int[][] {{1, 0, NONE}, {0, 1, 0}, {1, 0, 1}}, 2);

    var outcome = new Majority().aggregate(votes);

    assertThat(outcome.labels()[0]).isEqualTo(1);
    assertThat(outcome.tie()[0]).isFalse();
  }

  @Test
  void a_tie_that_nothing_breaks_goes_to_the_first_label_and_says_so() {
    var outcome = new Majority().aggregate(Votes.of(new int[][] {{1, 0}}, 2));

    assertThat(outcome.labels()).containsExactly(0);
    assertThat(outcome.tie()).containsExactly(true);
  }

  @Test
  void an_item_without_votes_has_no_label_and_no_preference() {
    var outcome = new Majority().aggregate(Votes.of(new int[][] {{NONE, NONE}, {1, 1}}, 2));

    assertThat(outcome.labels()).containsExactly(Majority.NONE, 1);
    assertThat(outcome.posterior()[0]).containsExactly(.5, .5);
  }

  @Test
  void every_method_takes_items_without_votes_and_voters_without_items() {
    var votes =
        Votes.over(4, 5, 3)
            .cast(0, 0, 1)
            .cast(0, 1, 1)
            .cast(2, 2, 0)
            .cast(3, 2, NONE)
            .cast(2, 0, 0)
            .build();
    for (var method : AggregationMethod.values()) {
      var outcome = method.aggregator(0).aggregate(votes);
      for (var row : outcome.posterior()) {
        double sum = 0;
        for (double share : row) {
          assertThat(share).as(method.written()).isBetween(0.0, 1.0);
          sum += share;
        }
        assertThat(sum).as(method.written()).isBetween(1 - 1e-9, 1 + 1e-9);
      }
      for (double competence : outcome.competence()) {
        assertThat(competence).as(method.written()).isBetween(0.0, 1.0);
      }
      assertThat(outcome.label(0)).as(method.written()).isEqualTo(1);
    }
  }

  @Test
  void votes_for_nothing_there_are_refused() {
    var builder = Votes.over(2, 2, 2);

    assertThatThrownBy(() -> builder.cast(0, 0, 2)).hasMessageContaining("labels go from 0 to 1");
    assertThatThrownBy(() -> builder.cast(2, 0, 0)).hasMessageContaining("no such vote");
  }

  @Test
  void the_label_model_asks_for_three_rules() {
    var votes = Votes.of(new int[][] {{0, 1}}, 2);

    assertThatThrownBy(() -> new LabelModel(LabelModelConfig.DEFAULT).aggregate(votes))
        .hasMessageContaining("at least 3 rules");
  }

  @Test
  void diagnostics_count_what_a_rule_covers_and_contradicts() {
    var votes = Votes.of(new int[][] {{0, 0}, {0, 1}, {NONE, 1}, {NONE, NONE}}, 2);

    var rules = RuleDiagnostics.of(votes, new int[] {0, 1, -1, -1});

    assertThat(rules[0].coverage()).isEqualTo(.5);
    assertThat(rules[0].overlap()).isEqualTo(.5);
    assertThat(rules[0].conflict()).isEqualTo(.25);
    assertThat(rules[0].polarity().stream().toArray()).containsExactly(0);
    assertThat(rules[0].right()).isEqualTo(1);
    assertThat(rules[0].judged()).isEqualTo(2);
    assertThat(rules[1].coverage()).isEqualTo(.75);
    assertThat(rules[1].polarity().stream().toArray()).containsExactly(0, 1);
  }
}
