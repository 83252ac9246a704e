package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.corpora.caption.Region;
import undertone.corpora.captiontext.CaptionText;

class VoteCaptionsTest {
  private static final VoteCaptions CAPTIONS = VoteCaptions.english();

  private static VoteCaptions.Told told(Map<String, Integer> votes, int unable, long seed) {
    return CAPTIONS.of(votes, unable, new SplittableRandom(seed)).orElseThrow();
  }

  private static Map<String, Integer> votes(Object... counts) {
    var votes = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < counts.length; i += 2) {
      votes.put((String) counts[i], (Integer) counts[i + 1]);
    }
    return votes;
  }

  @Test
  void equal_seeds_give_equal_words_and_others_give_other_words() {
    var votes = votes("fear", 3, "surprise", 7);

    assertThat(told(votes, 0, 5)).isEqualTo(told(votes, 0, 5));
    assertThat(
            IntStream.range(0, 30)
                .mapToObj(seed -> told(votes, 0, seed).global())
                .collect(Collectors.toSet()))
        .hasSizeGreaterThan(20);
  }

  @Test
  void the_majority_stands_first_wherever_its_column_is_and_the_minority_after_it() {
    for (int seed = 0; seed < 50; seed++) {
      var global = told(votes("sadness", 3, "happiness", 6, "anger", 1), 0, seed).global();

      assertThat(CaptionText.emotionsInOrder(global))
          .as(global)
          .containsExactly("happiness", "sadness", "anger");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"global", "beside", "summary", "bare", "local"})
  void each_level_has_six_paraphrases_or_more_and_all_occur(String level) {
    var templates = CAPTIONS.templates(level);
    assertThat(templates).hasSizeGreaterThanOrEqualTo(6).doesNotHaveDuplicates();

    var written = new HashSet<String>();
    for (int seed = 0; seed < 300; seed++) {
      var label = level.equals("bare") ? "smug" : "surprise";
      var told = told(votes(label, 7, "fear", 3), 0, seed);
      written.add(told.global());
      written.add(told.summary());
      told.locals().forEach(local -> written.add(local.sentence()));
    }
    for (var template : templates) {
      // between its gaps a template stands as it is
      var pieces = List.of(template.split("\\{\\w+}", -1));
      assertThat(written)
          .as(template)
          .anyMatch(sentence -> pieces.stream().allMatch(sentence::contains));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, unmistakably|very clearly|plainly",
    "7, clearly|quite|distinctly",
    "5, rather|fairly|somewhat",
    "4, slightly|faintly|vaguely"
  })
  void how_many_agree_is_said_by_words_of_degree(int people, String words) {
    for (int seed = 0; seed < 20; seed++) {
      var others = votes("anger", people);
      for (var label : List.of("fear", "disgust", "sadness")) {
        others.put(label, (10 - people) / 3);
      }
      others.merge("fear", (10 - people) % 3, Integer::sum);
      assertThat(told(others, 0, seed).global()).containsPattern("\\b(" + words + ") ");
    }
  }

  @Test
  void a_single_label_is_told_without_any_degree() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(told(votes("disgust", 1), 0, seed).global())
          .matches(".*(looks|appears|seems|expression|as|is) (disgusted|repulsed)");
    }
  }

  @Test
  void nothing_is_told_where_most_could_not_tell_or_nobody_was_asked() {
    var random = new SplittableRandom(0);

    assertThat(CAPTIONS.of(votes("anger", 2, "fear", 3), 5, random)).isEmpty();
    assertThat(CAPTIONS.of(votes("anger", 0), 0, random)).isEmpty();
    assertThat(CAPTIONS.of(Map.of(), 0, random)).isEmpty();
    assertThat(CAPTIONS.of(votes("anger", 5), 5, random)).isPresent();
  }

  @Test
  void local_sentences_look_at_regions_and_a_strong_minority_has_its_own() {
    var alone = told(votes("surprise", 8, "happiness", 2), 0, 1);
    var beside = told(votes("surprise", 6, "happiness", 4), 0, 1);

    assertThat(alone.locals())
        .extracting(VoteCaptions.Local::region)
        .containsExactly(Region.BROWS, Region.EYES, Region.JAW);
    assertThat(beside.locals())
        .extracting(VoteCaptions.Local::sentence)
        .hasSize(6)
        .anyMatch(sentence -> sentence.contains("jaw dropped"))
        .anyMatch(sentence -> sentence.contains("cheeks lifted"));
  }

  @Test
  void no_sentence_leaves_a_gap_open_for_labels_known_and_unknown() {
    for (var label : List.of("contempt", "Happy", "smug", "worried")) {
      for (int seed = 0; seed < 40; seed++) {
        var told = told(votes(label, 6, "neutral", 3, "wry", 1), 0, seed);
        assertThat(List.of(told.global(), told.summary()))
            .allSatisfy(sentence ->
                assertThat(sentence).isNotBlank().doesNotContain("{").doesNotContain("  "));
        assertThat(told.locals())
            .allSatisfy(local -> assertThat(local.sentence()).isNotBlank().doesNotContain("{"));
      }
    }
  }
}
