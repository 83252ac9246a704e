package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

  @Test
  void the_desk_says_that_guidelines_changed_until_that_very_text_was_opened() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var annotator = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    write(owner, corpus, "Watch twice.");
    annotator.post(path(corpus) + "/read", Map.of("revision", 1));
    write(owner, corpus, "Watch twice.\n\nMind the mouth.");
    write(owner, corpus, "Watch twice.\n\nMind the mouth.\n\nListen.");

    annotator.post(path(corpus) + "/read", Map.of("revision", 2)); // what lay open in the browser

    var news = annotator.get("/api/v1/corpora/" + corpus + "/desk").json().get("guidelines");
    assertThat(news.get("revision").asInt()).isEqualTo(3);
    assertThat(news.get("lastRead").asInt()).isEqualTo(2);
    assertThat(news.get("freshLines").get(0).asInt()).isEqualTo(4);
    var handOut =
        annotator
            .post("/api/v1/corpora/" + corpus + "/queue/next", Map.of("holding", List.of()))
            .json();
    assertThat(handOut.get("guidelines").asInt()).isEqualTo(3);
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
