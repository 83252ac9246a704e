package undertone.annotator.curation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;

class NamedLabelsTest {

  private static final LabelScheme SCHEME =
      new LabelScheme(
          "duo",
          1,
          "Duo",
          List.of(
              label("anger", Map.of("en", "anger", "zh", "愤怒"), List.of("angry", "an", "5")),
              label("fear", Map.of("en", "fear", "zh", "恐惧"), List.of("afraid"))));

  @Test
  void a_label_is_named_by_its_word_or_an_alias_in_any_case() {
    assertThat(named("Anger, held back.")).containsExactly("anger");
    assertThat(named("He looks ANGRY")).containsExactly("anger");
    assertThat(named("afraid, then angry")).containsExactly("anger", "fear");
  }

  @Test
  void a_part_of_another_word_names_nothing() {
    assertThat(named("A stranger in danger, fearless and angered.")).isEmpty();
    assertThat(named("level 5 of five")).isEmpty();
  }

  @Test
  void chinese_words_count_wherever_they_stand() {
    assertThat(named("她的愤怒一闪而过")).containsExactly("anger");
  }

  @Test
  void only_the_labels_asked_for_are_named() {
    assertThat(NamedLabels.in("anger and fear", SCHEME, List.of("fear", "joy")))
        .containsExactly("fear");
  }

  private static List<String> named(String text) {
    return NamedLabels.in(text, SCHEME, List.of("anger", "fear"));
  }

  private static Label label(String id, Map<String, String> names, List<String> aliases) {
    return new Label(id, names, Map.of(), "#888888", "", "", aliases, null, null, null);
  }
}
