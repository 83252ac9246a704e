package undertone.corpora.captiontext;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  @Test
  void english_ends_at_full_stops_questions_and_cries() {
    assertThat(Sentences.of("She looks up. Is he gone? Yes! Her lips part… Then she sits down."))
        .containsExactly(
            "She looks up.", "Is he gone?", "Yes!", "Her lips part…", "Then she sits down.");
  }

  @Test
  void chinese_ends_without_a_space() {
    assertThat(Sentences.of("她抬起头。他走了吗？走了！她的嘴唇微微张开；然后坐下"))
        .containsExactly("她抬起头。", "他走了吗？", "走了！", "她的嘴唇微微张开；", "然后坐下");
  }

  @Test
  void titles_initials_and_numbers_end_nothing() {
    assertThat(Sentences.of("Dr. Lee speaks to J. Smith for 3.5 s, e.g. about rent. He frowns."))
        .containsExactly("Dr. Lee speaks to J. Smith for 3.5 s, e.g. about rent.", "He frowns.");
  }

  @Test
  void what_is_quoted_stays_with_who_quotes_it() {
    assertThat(Sentences.of("He says, \"Stop! Go home. Now.\" His voice breaks."))
        .containsExactly("He says, \"Stop! Go home. Now.\"", "His voice breaks.");
    assertThat(Sentences.of("他说“停！回家。”的时候声音颤抖。她没有回答。"))
        .containsExactly("他说“停！回家。”的时候声音颤抖。", "她没有回答。");
  }

  @Test
  void a_quotation_that_nobody_closes_does_not_swallow_the_rest() {
    assertThat(Sentences.of("He says \"stop. She leaves. The door shuts.")).hasSize(3);
  }

  @Test
  void a_forgotten_space_is_no_hindrance() {
    assertThat(Sentences.of("The tone is calm.In the text he asks for help. Node.JS runs."))
        .containsExactly("The tone is calm.", "In the text he asks for help.", "Node.JS runs.");
  }

  @Test
  void lines_end_sentences_and_lone_marks_are_none() {
    assertThat(Sentences.of("brows raised\nmouth open\n\n ...")).hasSize(2);
    assertThat(Sentences.of(" \n\t ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void nothing_is_lost_whatever_is_written(int seed) {
    var random = new Random(seed);
    var signs = "aB “”\"'.!?…。！？；，眼 \n1.5 Dr.「」)\uD83D\uDE00\u0000";
    for (int n = 0; n < 400; n++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      var whole = String.join("", Sentences.of(text.toString()));

      assertThat(bare(whole)).isEqualTo(bare(text.toString()));
    }
  }

  private static String bare(String text) {
    return BLANKS.matcher(text).replaceAll("");
  }
}
