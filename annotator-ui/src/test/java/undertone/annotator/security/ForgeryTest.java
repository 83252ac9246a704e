package undertone.annotator.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import undertone.annotator.OpenHouse;
import undertone.corpora.people.AccessToken.Scope;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.people.People;

class ForgeryTest extends OpenHouse {

  private static final String EMPTY = "{\"holding\":[]}";

  @Test
  void another_site_cannot_act_in_a_persons_name() {
    var corpus = corpus(1);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var path = "/api/v1/corpora/" + corpus + "/queue/next";

    var forged = ada.callWithoutTicket("POST", path, EMPTY);
    var ours = ada.call("POST", path, EMPTY);

    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.detail()).contains("X-XSRF-TOKEN");
    assertThat(ours.status()).isEqualTo(200);
  }

  @Test
  void a_login_needs_our_own_form() {
    var answer = stranger().callWithoutTicket("POST", "/login", null);

    assertThat(answer.status()).isIn(302, 303, 403);
    assertThat(answer.header("Location")).doesNotEndWith("/");
  }

  @Test
  void a_program_with_a_token_needs_no_ticket_and_gets_no_session() {
    var corpus = corpus(1);
    var ada = member(corpus, CorpusRole.ANNOTATOR);
    var secret =
        get(People.class)
            .issueToken(ada.id(), "script", Set.of(Scope.ANNOTATE), Duration.ofDays(1))
            .secret();

    var answer =
        stranger()
            .withToken(secret)
            .call("POST", "/api/v1/corpora/" + corpus + "/queue/next", EMPTY);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .noneMatch(c -> c.startsWith("undertone-session"));
  }

  @Test
  void a_token_that_does_not_hold_is_refused_even_beside_a_session() {
    var ada = newcomer();
    var token =
        get(People.class).issueToken(ada.id(), "script", Set.of(Scope.READ), Duration.ofDays(1));
    get(People.class).revokeToken(ada.id(), token.what().id());
    var browser = browserOf(ada);

    assertThat(browser.get("/api/v1/me", "Authorization", "Bearer " + token.secret()).status())
        .isEqualTo(401);
    assertThat(browser.get("/api/v1/me", "Authorization", "Bearer ut_nothing").status())
        .isEqualTo(401);
  }

  @Test
  void no_other_site_may_read_answers() {
    var answer = admin().get("/api/v1/me", "Origin", "https://elsewhere.example");

    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
  }
}
