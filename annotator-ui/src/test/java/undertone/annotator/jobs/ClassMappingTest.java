package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import undertone.corpora.CandidateSet;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;

class ClassMappingTest {
  private static final List<String> CLASSES = List.of("Happy", "neutral", "contempt", "calm");
  private static final LabelScheme SCHEME =
      new LabelScheme(
          "moods",
          1,
          "Moods",
          List.of(
              label("joy", List.of("happy")), label("calm", List.of()), label("fear", List.of())));

  private static Label label(String id, List<String> aliases) {
    return new Label(id, Map.of("en", id), Map.of(), "#888888", id, "", aliases, null, null, null);
  }

  @Test
  void a_class_stands_for_the_label_that_is_called_alike_unless_another_was_said() {
    var mapping = ClassMapping.of(CLASSES, Map.of("neutral", "calm"), SCHEME);

    assertThat(mapping.mapped())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("Happy", "joy", "neutral", "calm", "calm", "calm"));
    assertThat(mapping.unmapped()).containsExactly("contempt");
    assertThat(mapping.labels()).containsExactly("joy", "calm");
    assertThat(ClassMapping.of(CLASSES, Map.of("neutral", "fear", "calm", "none"), SCHEME).labels())
        .containsExactly("joy", "fear");
  }

  @Test
  void classes_of_one_label_are_added_up_and_what_has_no_label_is_kept_apart() {
    var mapping = ClassMapping.of(CLASSES, Map.of("neutral", "calm"), SCHEME);

    var p = mapping.ofLabels(List.of(.2, .3, .4, .1));

    assertThat(p).containsExactly(new double[] {.2, .4, .4}, within(1e-12));
    assertThat(mapping.outside(p)).isCloseTo(.4, within(1e-12));
    assertThat(mapping.likely(p)).isEqualTo(CandidateSet.of("calm", "joy"));
    assertThat(mapping.place("joy")).contains(0);
    assertThat(mapping.place("fear")).as("it may never have heard of it").isEmpty();
  }

  @Test
  void where_more_than_half_has_no_label_nothing_is_said() {
    var mapping = ClassMapping.of(CLASSES, Map.of("neutral", "calm"), SCHEME);

    assertThat(mapping.likely(mapping.ofLabels(List.of(.4, .0, .51, .09))))
        .isEqualTo(CandidateSet.NONE);
  }

  @Test
  void where_every_class_has_a_label_a_truth_that_it_does_not_know_has_no_place() {
    var mapping = ClassMapping.of(List.of("happy", "calm"), Map.of(), SCHEME);

    assertThat(mapping.ofLabels(List.of(.7, .3))).hasSize(2);
    assertThat(mapping.outside(mapping.ofLabels(List.of(.7, .3)))).isZero();
    assertThat(mapping.place("fear")).isEmpty();
  }

  @Test
  void a_label_that_is_called_none_can_be_stood_for() {
    var scheme =
        new LabelScheme(
            "few", 1, "Few", List.of(label("joy", List.of()), label("none", List.of())));

    assertThat(ClassMapping.of(CLASSES, Map.of("Happy", "joy", "calm", "none"), scheme).labels())
        .containsExactly("joy", "none");
  }

  @Test
  void words_that_are_no_class_or_no_label_are_named() {
    assertThatThrownBy(() -> ClassMapping.of(CLASSES, Map.of("neutrl", "calm"), SCHEME))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "\"neutrl\" is none of the model's classes; it tells apart Happy, neutral, contempt,"
                + " calm.");
    assertThatThrownBy(() -> ClassMapping.of(CLASSES, Map.of("neutral", "clam"), SCHEME))
        .hasMessage("The scheme has no label \"clam\"; did you mean \"calm\"?");
    assertThatThrownBy(() -> ClassMapping.of(List.of("rage", "calm"), Map.of(), SCHEME))
        .hasMessageContaining("fewer than two stand for a label")
        .hasMessageContaining("joy, calm, fear")
        .hasMessageEndingWith("such as rage=joy.");
  }
}
