package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;

class GuidelinesRestTest extends OpenHouse {

  @Test
  void an_annotator_is_told_what_is_new_since_they_last_read() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var annotator = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    write(owner, corpus, "Watch twice.");
    assertThat(annotator.get(path(corpus)).json().get("changed").asBoolean()).isFalse();
    annotator.post(path(corpus) + "/read", Map.of());

    write(owner, corpus, "Watch twice.\n\nMind the mouth.");

    var page = annotator.get(path(corpus)).json();
    assertThat(page.get("changed").asBoolean()).isTrue();
    assertThat(page.get("fresh")).hasSize(1);
    assertThat(page.get("fresh").get(0).asString()).isEqualTo("Mind the mouth.");
    assertThat(annotator.get(path(corpus) + "/revisions").json()).hasSize(2);
  }

  private static void write(Visitor owner, CorpusId corpus, String text) {
    var body = Map.of("name", "Corpus", "description", "", "guidelines", text);
    var answer =
        owner.call(
            "PUT", "/api/v1/corpora/" + corpus, JsonMapper.shared().writeValueAsString(body));
    assertThat(answer.status()).isEqualTo(200);
  }

  private static String path(CorpusId corpus) {
    return "/api/v1/corpora/" + corpus + "/guidelines";
  }
}
