package undertone.corpora.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.LabelScheme.Match;

class SchemeFromWordsTest {

  @Test
  void forms_of_a_word_are_one_label() {
    var scheme = SchemeFromWords.of(List.of("happy", "sad"), List.of("Happiness", "sadness"));
    assertThat(ids(scheme)).containsExactly("happiness", "sadness");
    assertThat(scheme.match("happy"))
        .isEqualTo(new Match.Found(scheme.label("happiness").orElseThrow()));
  }

  @Test
  void synonyms_are_one_label_unless_gold_tells_them_apart() {
    assertThat(ids(SchemeFromWords.of(List.of("fear"), List.of("anxiety", "scared"))))
        .containsExactly("fear");
    assertThat(ids(SchemeFromWords.of(List.of("fear", "anxiety"), List.of("scared"))))
        .containsExactly("anxiety", "fear");
    assertThat(ids(SchemeFromWords.of(List.of("joyful", "happy"), List.of())))
        .containsExactly("happiness", "joy");
  }

  @Test
  void a_candidate_no_gold_uses_is_a_label_all_the_same() {
    assertThat(ids(SchemeFromWords.of(List.of("anger"), List.of("contempt"))))
        .containsExactly("anger", "contempt");
  }

  @Test
  void keys_stay_distinct_however_many_labels_there_are() {
    var words = IntStream.range(0, 60).mapToObj(i -> "word" + i).toList();
    var keys =
        SchemeFromWords.of(words, List.of()).labels().stream()
            .map(Label::key)
            .filter(k -> !k.isEmpty())
            .toList();
    assertThat(keys).hasSize(25).doesNotHaveDuplicates().doesNotContain("X");
  }

  @Test
  void no_word_at_all_is_an_error_that_says_what_is_needed() {
    assertThatThrownBy(() -> SchemeFromWords.of(List.of(), List.of("")))
        .hasMessageContaining("label, candidates, ranked or votes");
  }

  private static List<String> ids(LabelScheme scheme) {
    return scheme.labels().stream().map(Label::id).toList();
  }
}
