package undertone.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
  private static final List<String> IDS = List.of("b2", "k7");

  private final ReplyReader reader = new ReplyReader(new LabelVocabulary(LlmHouse.SCHEME));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"items\":[{\"id\":\"b2\",\"ranking\":[\"fear\",\"anger\"]},{\"id\":\"k7\",\"ranking\":[\"sadness\"]}]}",
        "[{\"id\":\"K7\",\"result\":[\"sadness\"]},{\"id\":\"B2\",\"result\":[\"fear\",\"anger\"]}]",
        "{\"b2\":[\"fear\",\"anger\"],\"k7\":[\"sadness\"]}",
        "{\"b2\":{\"ranking\":[\"fear\",\"anger\"]},\"k7\":{\"ranking\":\"sadness\"}}",
        "{\"id\":\"b2\",\"ranking\":[{\"label\":\"fear\",\"score\":0.9},{\"label\":\"anger\"}]}\n{\"id\":\"k7\",\"ranking\":[\"sadness\"]}",
        "Thinking {about it} [hard]...\n{\"items\":[{\"id\":\"b2\",\"ranking\":[\"fear\",\"anger\"]},{\"id\":\"k7\",\"ranking\":[\"sadness\"]},{\"id\":\"zz",
        "b2: ['Fear', 'Anger']\nk7: ['Sad']",
        "**k7** -> [1. sadness]; **b2** -> [1. fear, 2. anger]",
        "{'id': 'b2', 'ranking': ['fear', 'anger']}, {'id': 'k7', 'ranking': ['sadness']}"
      })
  void rankings_are_found_however_they_are_wrapped(String said) {
    var found = reader.read(said, IDS);

    assertThat(found)
        .hasEntrySatisfying("b2", b2 -> assertThat(b2.labels()).containsExactly("fear", "anger"))
        .hasEntrySatisfying("k7", k7 -> assertThat(k7.labels()).containsExactly("sadness"));
  }

  @Test
  void an_item_with_two_different_rankings_has_none() {
    var said =
        "{\"items\":[{\"id\":\"b2\",\"ranking\":[\"fear\"]},{\"id\":\"b2\",\"ranking\":[\"anger\"]},"
            + "{\"id\":\"k7\",\"ranking\":[\"fear\"]},{\"id\":\"k7\",\"ranking\":[\"fear\"]}]}";

    assertThat(reader.read(said, IDS)).containsOnlyKeys("k7");
  }

  @Test
  void ids_nobody_asked_about_are_passed_over() {
    assertThat(reader.read("{\"items\":[{\"id\":\"c3\",\"ranking\":[\"fear\"]}]}", IDS)).isEmpty();
    assertThat(reader.read("b22: [fear], xb2: [fear]", IDS)).isEmpty();
  }

  @Test
  void a_list_belongs_to_the_id_before_it_and_to_no_other() {
    var found = reader.read("Between b2 and k7 it is hard. k7: [fear]", IDS);

    assertThat(found).containsOnlyKeys("k7");
  }

  @Test
  void no_text_whatever_breaks_the_reader() {
    var random = new Random(11);
    var pieces =
        List.of("{", "}", "[", "]", "\"", "b2", "k7", ":", ",", "fear", "\\", "items", "\n", "id");
    for (int i = 0; i < 5000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      assertThat(IDS).as(text.toString()).containsAll(reader.read(text.toString(), IDS).keySet());
    }
    assertThat(reader.read("[".repeat(100_000), IDS)).isEqualTo(Map.of());
  }
}
