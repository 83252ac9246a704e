package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import undertone.annotator.OpenHouse;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;

class ExamplesRestTest extends OpenHouse {

  @Test
  void an_example_stands_beside_its_label_and_is_asked_of_nobody() {
    var corpus = corpus(2);
    var clip = clipsOf(corpus).getFirst();
    var curator = browserOf(member(corpus, CorpusRole.CURATOR));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var label = ada.get(at(corpus, "/desk")).json().at("/scheme/labels/0/id").asString();

    var made = curator.call("PUT", at(corpus, "/clips/" + clip + "/examples/" + label), "{}");

    assertThat(made.json().get(0).asString()).isEqualTo(label);
    var examples = ada.get(at(corpus, "/desk")).json().at("/scheme/labels/0/examples");
    assertThat(examples).hasSize(1);
    assertThat(examples.get(0).get("modality").asString()).isEqualTo("TEXT");
    var next =
        ada.post(at(corpus, "/queue/next"), Map.of("holding", List.of())).json().at("/clip/id");
    assertThat(next.asString()).isNotEqualTo(clip.toString());
  }

  @Test
  void an_example_needs_a_label_of_the_scheme_and_a_curator() {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    var path = at(corpus, "/clips/" + clip + "/examples/no-such-label");

    assertThat(browserOf(member(corpus, CorpusRole.CURATOR)).call("PUT", path, "{}").status())
        .isEqualTo(400);
    assertThat(browserOf(member(corpus, CorpusRole.ANNOTATOR)).call("PUT", path, "{}").status())
        .isEqualTo(403);
  }

  private static String at(CorpusId corpus, String path) {
    return "/api/v1/corpora/" + corpus + path;
  }
}
