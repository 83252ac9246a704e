package undertone.engine.voters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.corpora.CandidateSet;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.scheme.SchemeYaml;

class FaceExpressionVoterTest {
  private static final LabelScheme EKMAN = scheme("ekman7");
  private static final float[] SAD_OR_AFRAID = logs(.04, .01, .6, .02, .3, .02, .01);

  @Test
  void every_expression_finds_its_label_and_the_most_probable_comes_first() {
    var opinion = FaceExpressionVoter.of(EKMAN).opinion(SAD_OR_AFRAID);

    assertThat(opinion.choices()).hasSize(7);
    assertThat(opinion.choices().stream().limit(3).map(Choice::label))
        .containsExactly("sadness", "fear", "neutral");
    assertThat(opinion.choices().stream().mapToDouble(Choice::probability).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(opinion.outside()).isCloseTo(0, within(1e-9));
  }

  @Test
  void where_it_is_weighed_a_label_that_it_does_not_know_is_as_likely_as_a_guess() {
    var labels = List.of("contempt", "sadness", "happiness");
    var scheme = new LabelScheme("three", 1, "Three", labels.stream().map(l -> label(l)).toList());
    var opinion = FaceExpressionVoter.of(scheme).opinion(logs(0, .1, .9, 0, 0, 0, 0));

    var shares = FaceExpressionVoter.shares(opinion, labels);

    assertThat(shares[0]).isCloseTo(1 / 3f, within(1e-6f));
    assertThat(shares[1]).isGreaterThan(shares[2]);
    assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, within(1e-6f));
  }

  @Test
  void it_is_less_sure_than_the_network() {
    var first = FaceExpressionVoter.of(EKMAN).opinion(SAD_OR_AFRAID).choices().getFirst();

    assertThat(first.probability()).isLessThan(0.6).isGreaterThan(1 / 7.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ekman7", "ferplus8", "mer6", "plutchik", "ravdess8"})
  void the_schemes_of_the_house_know_enough_expressions(String name) {
    var opinion = FaceExpressionVoter.of(scheme(name)).opinion(SAD_OR_AFRAID);

    assertThat(opinion.choices()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(scheme(name).indexOf(opinion.choices().getFirst().label())).isNotNegative();
  }

  @Test
  void what_the_scheme_has_no_label_for_is_said() {
    var two = new LabelScheme("two", 1, "Two", List.of(label("happiness"), label("sadness")));

    var opinion = FaceExpressionVoter.of(two).opinion(logs(0.5, 0, .5, 0, 0, 0, 0));

    assertThat(opinion.outside()).isCloseTo(0.5, within(0.01));
    assertThat(opinion.choices().getFirst().label()).isEqualTo("sadness");
    assertThat(opinion.choices().getFirst().probability()).isGreaterThan(0.99);
  }

  @Test
  void its_set_carries_four_fifths_of_the_probability_and_never_more_than_three_labels() {
    var voter = FaceExpressionVoter.of(EKMAN);
    var sure = voter.opinion(logs(1e-12, 1, 1e-12, 1e-12, 1e-12, 1e-12, 1e-12));
    var torn = voter.opinion(logs(1e-9, 1e-9, .5, 1e-9, .5, 1e-9, 1e-9));
    var lost = voter.opinion(logs(.16, .14, .14, .14, .14, .14, .14));

    assertThat(sure.likely()).isEqualTo(CandidateSet.of("happiness"));
    assertThat(torn.likely().labels()).containsExactlyInAnyOrder("sadness", "fear");
    assertThat(torn.choices().getFirst().probability()).isLessThan(LikelySet.CARRIED);
    assertThat(lost.likely().labels())
        .hasSize(LikelySet.MOST_LABELS)
        .startsWith("neutral"); // in order of belief
  }

  @Test
  void it_abstains_where_most_of_what_it_sees_has_no_label() {
    var two = new LabelScheme("two", 1, "Two", List.of(label("happiness"), label("sadness")));
    var angry = FaceExpressionVoter.of(two).opinion(logs(1e-6, 1e-6, .01, .9, .03, .03, .03));

    assertThat(angry.outside()).isGreaterThan(.5);
    assertThat(angry.likely().isEmpty()).isTrue();
    assertThat(FaceExpressionVoter.labelsOf(two)).containsExactly("happiness", "sadness");
  }

  @Test
  void a_scheme_without_expressions_gets_no_voter() {
    var colours = new LabelScheme("colours", 1, "Colours", List.of(label("red"), label("anger")));

    assertThat(FaceExpressionVoter.knows(colours)).isFalse();
    assertThatThrownBy(() -> FaceExpressionVoter.of(colours))
        .hasMessageContaining("label scheme colours has fewer than two of them");
  }

  @Test
  void truths_teach_it_how_sure_to_be() {
    var random = new SplittableRandom(7);
    var says = new ArrayList<float[]>();
    var truths = new ArrayList<String>();
    for (int i = 0; i < 400; i++) {
      says.add(logs(1e-12, .9995, .0005, 1e-12, 1e-12, 1e-12, 1e-12));
      truths.add(random.nextDouble() < 0.7 ? "happiness" : "sadness"); // right in seven of ten
    }

    var voter = FaceExpressionVoter.of(EKMAN).calibratedOn(says, truths);

    assertThat(voter.temperature()).isGreaterThan(FaceExpressionVoter.USUAL_TEMPERATURE);
    assertThat(voter.opinion(says.getFirst()).choices().getFirst().probability())
        .isCloseTo(0.7, within(0.1));
    assertThat(
            FaceExpressionVoter.of(EKMAN)
                .calibratedOn(says.subList(0, 20), truths.subList(0, 20))
                .temperature())
        .isEqualTo(FaceExpressionVoter.USUAL_TEMPERATURE);
  }

  private static float[] logs(double... p) {
    var logs = new float[p.length];
    for (int i = 0; i < p.length; i++) {
      logs[i] = (float) Math.log(Math.max(p[i], 1e-30));
    }
    return logs;
  }

  private static LabelScheme scheme(String name) {
    return SchemeYaml.read(Path.of("../config/schemes/" + name + ".yaml"));
  }

  private static Label label(String id) {
    return new Label(id, Map.of(), Map.of(), "#000000", "A", "-", List.of(), null, null, null);
  }
}
