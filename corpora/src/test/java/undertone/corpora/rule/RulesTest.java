package undertone.corpora.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.account;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.CandidateSet;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.InvalidValueException;

class RulesTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  private static Rule laughs(String looksFor) {
    return new Rule(
        "laughs",
        Reads.TRANSCRIPT,
        List.of(looksFor, "lol"),
        List.of("not funny"),
        CandidateSet.of("anger"));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void the_newest_revision_of_a_rule_stands_until_it_is_taken_back(Furnished house) {
    var corpus = corpus(house, 1, 1).id();
    var by = account(house);
    var rules = house.get(Rules.class);

    rules.write(corpus, laughs("haha"), by);
    rules.write(corpus, laughs("haha"), by);
    assertThat(rules.of(corpus)).containsExactly(new Rules.Written(laughs("haha"), 1));

    rules.write(corpus, laughs("hihi"), null);
    assertThat(rules.of(corpus)).containsExactly(new Rules.Written(laughs("hihi"), 2));

    rules.withdraw(corpus, "laughs", by);
    assertThat(rules.of(corpus)).isEmpty();
    assertThatThrownBy(() -> rules.withdraw(corpus, "laughs", by))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("There is no rule \"laughs\".");
    rules.write(corpus, laughs("haha"), by);
    assertThat(rules.of(corpus)).containsExactly(new Rules.Written(laughs("haha"), 4));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_label_that_the_scheme_has_not_is_refused(Furnished house) {
    var corpus = corpus(house, 1, 1).id();
    var rule =
        new Rule(
            "odd", Reads.TRANSCRIPT, List.of("hm"), List.of(), CandidateSet.of("bewilderment"));

    assertThatThrownBy(() -> house.get(Rules.class).write(corpus, rule, null))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("bewilderment");
  }
}
