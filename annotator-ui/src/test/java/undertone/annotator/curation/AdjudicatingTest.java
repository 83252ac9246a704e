package undertone.annotator.curation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;

class AdjudicatingTest {

  private static final LabelScheme SCHEME =
      new LabelScheme("trio", 1, "Trio", List.of(label("anger"), label("disgust"), label("fear")));

  @Test
  void a_union_begins_with_what_most_put_first() {
    var held = List.of(List.of("fear"), List.of("disgust", "anger"), List.of("disgust", "fear"));

    assertThat(Adjudicating.union(held, SCHEME)).containsExactly("disgust", "fear", "anger");
  }

  @Test
  void equals_stand_in_the_order_of_the_scheme() {
    assertThat(Adjudicating.union(List.of(List.of("fear"), List.of("anger")), SCHEME))
        .containsExactly("anger", "fear");
  }

  private static Label label(String id) {
    return new Label(
        id, Map.of("en", id), Map.of(), "#888888", "", "", List.of(), null, null, null);
  }
}
