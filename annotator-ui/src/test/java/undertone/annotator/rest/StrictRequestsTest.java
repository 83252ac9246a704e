package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.annotator.OpenHouse;
import undertone.corpora.people.CorpusRole;

class StrictRequestsTest extends OpenHouse {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'holding':[],'admin':true}",
        "{'holding':[],'holding':[]}",
        "{'holding':[]} {}",
        "{'holding':null}",
        "{}",
        "[]",
        "",
        "{'holding':['1 or 1=1']}",
        "{'holding':['1'",
        "{'holding':[{}]}"
      })
  void a_body_is_taken_at_its_word(String body) {
    var corpus = corpus(1);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var answer =
        ada.call("POST", "/api/v1/corpora/" + corpus + "/queue/next", body.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.detail()).isNotBlank().doesNotContain("Exception", "undertone.", "java.");
  }

  @Test
  void an_answer_says_how_long_the_server_took() {
    assertThat(admin().get("/api/v1/me").header("Server-Timing")).matches("app;dur=\\d+\\.\\d");
  }

  @Test
  void an_unknown_field_is_answered_with_the_known_ones() {
    var answer =
        admin().call("PUT", "/api/v1/me/language", "{\"language\":\"en\",\"lang\":\"zh\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail())
        .isEqualTo("The body has a field that is not known here; known are language.");
  }

  @Test
  void a_line_of_megabytes_is_not_read() {
    var answer =
        admin()
            .call("PUT", "/api/v1/me/language", "{\"language\":\"" + "x".repeat(2 << 20) + "\"}");

    assertThat(answer.status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwordHash=a",
        "voter.account.passwordHash=a",
        "corpus.owner.token=a",
        "sort=reason",
        "label.parent=x",
        "minNoise=a",
        "decided=perhaps",
        "modality=HOLOGRAM",
        "words=a&words.name=b"
      })
  void only_listed_filters_reach_the_data(String query) {
    var corpus = corpus(1);

    var answer = admin().get("/api/v1/corpora/" + corpus + "/clips?" + query);

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void wild_cards_in_a_search_are_letters() {
    var corpus = corpus(2);
    var path = "/api/v1/corpora/" + corpus + "/clips/count?words=";

    assertThat(admin().get(path + "%25").json().get("clips").asInt()).isZero();
    assertThat(admin().get(path + "_").json().get("clips").asInt()).isZero();
    assertThat(admin().get(path + "'%20or%20'1'='1").json().get("clips").asInt()).isZero();
    assertThat(admin().get(path + "line").json().get("clips").asInt()).isEqualTo(2);
  }

  @Test
  void pages_are_keyed_and_whole() {
    var corpus = corpus(5);
    var path = "/api/v1/corpora/" + corpus + "/clips?size=2&after=";

    var first = admin().get(path + "-1").json();
    var second = admin().get(path + first.get("next").asLong()).json();
    var third = admin().get(path + second.get("next").asLong()).json();

    assertThat(first.get("clips")).hasSize(2);
    assertThat(second.get("clips")).hasSize(2);
    assertThat(third.get("clips")).hasSize(1);
    assertThat(third.get("next").isNull()).isTrue();
  }

  @Test
  void the_calls_are_described_for_those_who_are_signed_in() {
    var docs = admin().get("/api/docs");

    assertThat(docs.status()).isEqualTo(200);
    assertThat(docs.json().get("openapi").asString()).startsWith("3.");
    for (var route : RouteTable.ROUTES) {
      if (route.pattern().startsWith("/api/")) {
        var method = route.method().toLowerCase(Locale.ROOT);
        assertThat(docs.json().get("paths").path(route.pattern()).has(method))
            .as(route.name())
            .isTrue();
      }
    }
    assertThat(stranger().get("/api/docs").status()).isEqualTo(401);
  }

  @Test
  void an_address_that_is_not_there_is_a_problem_and_no_page() {
    var answer = admin().get("/api/v1/nothing/here");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail()).contains("/api/docs");
  }
}
