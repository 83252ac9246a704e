package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromptBookTest {
  private static final HashedWords WORDS = new HashedWords(512);

  private static float[][] embed(List<String> prompts) {
    return prompts.stream().map(WORDS::embed).toArray(float[][]::new);
  }

  @Test
  void every_template_is_filled_with_every_name_and_the_description_follows() {
    assertThat(PromptBook.english().prompts("happiness"))
        .containsExactly(
            "a photo of a face that looks happy.",
            "a photo of a face that looks joyful.",
            "a person with a happy facial expression.",
            "a person with a joyful facial expression.",
            "the face shows happiness.",
            "the picture conveys an expression of happiness.",
            "a happy face, close up.",
            "a joyful face, close up.",
            "lip corners raised, cheeks lifted, crow's feet");
  }

  @Test
  void both_languages_know_the_same_labels_and_leave_nothing_open() {
    var english = PromptBook.english();
    var chinese = PromptBook.chinese();

    assertThat(chinese.labels()).isEqualTo(english.labels()).hasSize(12);
    for (var label : english.labels()) {
      for (var book : List.of(english, chinese)) {
        assertThat(book.prompts(label))
            .hasSize(9)
            .allSatisfy(prompt ->
                assertThat(prompt).isNotBlank().doesNotContain("{").doesNotContain("null"));
      }
      assertThat(chinese.prompts(label)).allSatisfy(p -> assertThat(p).doesNotMatch(".*[a-z].*"));
    }
  }

  @Test
  void a_label_is_known_by_its_other_names_and_an_unknown_one_speaks_for_itself() {
    assertThat(PromptBook.english().prompts("Angry")).contains("the face shows anger.");
    assertThat(PromptBook.chinese().prompts("高兴")).contains("这张脸流露出快乐。");
    assertThat(PromptBook.english().prompts("smug")).contains("a smug face, close up.").hasSize(5);
    assertThat(PromptBook.english().prompts("calm")).contains("a composed face, close up.");
    assertThat(PromptBook.english().both("fear", "surprise"))
        .isEqualTo("a face that shows both fear and surprise.");
  }

  @Test
  void a_sentence_about_a_label_is_nearest_to_it() {
    var labels = List.of("anger", "happiness", "sadness", "surprise");
    var book = PromptBook.english();
    var zeroShot = ZeroShotLabels.of(labels, book, PromptBookTest::embed);

    for (var label : labels) {
      var cosines = zeroShot.cosines(WORDS.embed("she shows " + label + ", " + book.name(label)));
      int best = 0;
      for (int c = 0; c < cosines.length; c++) {
        best = cosines[c] > cosines[best] ? c : best;
      }
      assertThat(zeroShot.labels().get(best)).isEqualTo(label);
    }
  }

  @Test
  void a_compound_lies_between_its_parts() {
    var book = PromptBook.english();
    var labels =
        ZeroShotLabels.of(List.of("fear", "surprise", "disgust"), book, PromptBookTest::embed)
            .with("fearful surprise", "fear", "surprise", book, PromptBookTest::embed);

    var cosines = labels.cosines(WORDS.embed("a face that shows both fear and surprise."));

    assertThat(labels.labels()).hasSize(4);
    assertThat(cosines[3]).isGreaterThan(cosines[0]).isGreaterThan(cosines[1]);
    assertThatThrownBy(() -> labels.with("x", "fear", "envy", book, PromptBookTest::embed))
        .hasMessageContaining("envy is none of the labels");
  }

  @Test
  void names_alone_are_the_nouns() {
    var names =
        ZeroShotLabels.ofNames(List.of("fear"), PromptBook.english(), PromptBookTest::embed);

    assertThat(names.cosines(WORDS.embed("fear"))[0]).isCloseTo(1, within(1e-6));
  }
}
