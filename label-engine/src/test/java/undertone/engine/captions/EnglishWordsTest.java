package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import undertone.corpora.Label;

/// The words by which English prompts speak of labels of any language.
class EnglishWordsTest {
  private static Label label(String id, Map<String, String> names, String... aliases) {
    return new Label(id, names, Map.of(), "#888888", "", "", List.of(aliases), null, null, null);
  }

  private static String word(Label label) {
    return EnglishWords.of(List.of(label)).getOrDefault(label.id(), "");
  }

  @Test
  void a_word_that_the_book_knows_goes_before_others_and_the_id_before_all() {
    assertThat(word(label("angry", Map.of("en", "Irate"), "fear"))).isEqualTo("angry");
    assertThat(word(label("label-3", Map.of("en", "Anger")))).isEqualTo("Anger");
    assertThat(word(label("label-3", Map.of("en", "Class 3"), "3", "sad", "joy"))).isEqualTo("sad");
  }

  @Test
  void a_chinese_word_is_said_in_english() {
    assertThat(word(label("快乐", Map.of()))).isEqualTo("happiness");
    assertThat(word(label("c-1", Map.of("en", "C-1", "zh", "恶心")))).isEqualTo("disgust");
    assertThat(word(label("c-1", Map.of("en", "C-1"), "一", "焦虑"))).isEqualTo("anxiety");
    assertThat(word(label("平静", Map.of())))
        .as("an adjective of one and the noun of another")
        .isEqualTo("calm");
  }

  @Test
  void what_no_book_knows_goes_by_its_english_name_and_is_foreign_if_it_has_none() {
    var words =
        EnglishWords.of(
            List.of(
                label("smug", Map.of("en", "smug")),
                label("惆怅", Map.of("en", "Wistfulness")),
                label("怅然", Map.of("zh", "怅然"))));

    assertThat(words)
        .containsExactly(
            Map.entry("smug", "smug"), Map.entry("惆怅", "Wistfulness"), Map.entry("怅然", "怅然"));
    assertThat(EnglishWords.foreign(words)).containsExactly("怅然");
  }
}
