package undertone.annotator.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import undertone.annotator.OpenHouse;
import undertone.corpora.people.Account;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;

class LoginTest extends OpenHouse {

  private static final String ME = "/api/v1/me";
  private static final String SESSION = "undertone-session";

  @Test
  void a_session_begins_anew_with_the_login() {
    var ada = newcomer();
    var browser = stranger();
    browser.tryLogIn(ada.login(), "not the password");
    var before = browser.cookie(SESSION);

    browser.logIn(ada.login(), PASSWORD);

    var after = browser.cookie(SESSION).orElseThrow();
    assertThat(before.map(c -> c.getValue())).isNotEqualTo(Optional.of(after.getValue()));
    assertThat(browser.get(ME).json().path("login").asString()).isEqualTo(ada.login());
  }

  @Test
  void the_session_cookie_is_for_the_server_alone_and_stays_here() {
    var answer = stranger().tryLogIn(newcomer().login(), PASSWORD);

    assertThat(answer.headers().allValues("Set-Cookie"))
        .anySatisfy(cookie ->
            assertThat(cookie)
                .startsWith(SESSION + "=")
                .contains("HttpOnly")
                .contains("SameSite=Lax"));
  }

  @Test
  void over_https_every_cookie_is_secure() {
    // A proxy on this machine says that its visitor came by HTTPS.
    var answer = stranger().get(ME, "X-Forwarded-Proto", "https");

    assertThat(answer.headers().allValues("Set-Cookie"))
        .isNotEmpty()
        .allSatisfy(cookie -> assertThat(cookie).contains("Secure").contains("SameSite"));
    assertThat(answer.header("Strict-Transport-Security")).contains("max-age");
  }

  @Test
  void unknown_login_wrong_password_and_disabled_account_fail_alike() {
    var disabled = newcomer();
    get(People.class).disable(disabled.id());
    var browser = stranger();

    var answers =
        List.of(
            browser.tryLogIn("nobody-" + UUID.randomUUID(), PASSWORD),
            browser.tryLogIn(newcomer().login(), "not the password"),
            browser.tryLogIn(disabled.login(), PASSWORD));

    assertThat(answers)
        .extracting(a -> a.header("Location"))
        .allMatch(to -> to.endsWith("/login?error"));
  }

  @Test
  void guessing_on_one_account_is_slowed_down_even_for_the_right_password() {
    var ada = newcomer();
    var browser = stranger();
    for (int i = 0; i < 10; i++) {
      browser.tryLogIn(ada.login(), "guess " + i);
    }

    var page = browser.tryLogIn(ada.login().toUpperCase(Locale.ROOT), PASSWORD);

    assertThat(page.status()).isEqualTo(303);
    assertThat(page.header("Location")).endsWith("/login?throttled");
    assertThat(page.header("Retry-After")).isNotBlank();
  }

  @Test
  void who_is_disabled_is_out_at_once() {
    var ada = newcomer();
    var browser = browserOf(ada);

    get(People.class).disable(ada.id());

    assertThat(browser.get(ME).status()).isEqualTo(401);
  }

  @Test
  void a_changed_password_ends_every_session() {
    var ada = newcomer();
    var here = browserOf(ada);
    var there = browserOf(ada);

    var changed =
        here.call(
            "PUT",
            ME + "/password",
            "{\"current\":\"%s\",\"next\":\"another long secret\"}".formatted(PASSWORD));

    assertThat(changed.status()).isEqualTo(204);
    assertThat(there.get(ME).status()).isEqualTo(401);
    assertThat(here.get(ME).status()).isEqualTo(401);
    assertThat(stranger().logIn(ada.login(), "another long secret").get(ME).status())
        .isEqualTo(200);
  }

  @Test
  void nobody_gets_an_account_without_a_link_and_a_link_makes_one() {
    var link = link(InstanceRole.MEMBER);
    var eve = Map.of("login", unique(), "name", "Eve", "password", PASSWORD, "language", "zh");
    var mallory =
        Map.of("login", unique(), "name", "Mallory", "password", PASSWORD, "language", "en");

    var first = stranger().post("/api/v1" + link, eve);
    var second = stranger().post("/api/v1" + link, mallory);
    var without = stranger().post("/api/v1/join/guess", mallory);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(409);
    assertThat(without.status()).isEqualTo(409);
    assertThat(stranger().get("/api/v1" + link).status()).isEqualTo(404);
  }

  @Test
  void a_weak_password_is_refused_in_plain_words() {
    var link = link(InstanceRole.MEMBER);

    var answer =
        stranger()
            .post(
                "/api/v1" + link,
                Map.of("login", unique(), "name", "Eve", "password", "short", "language", "en"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).isEqualTo("The password needs at least 10 characters.");
  }

  @Test
  void a_house_with_an_administrator_offers_no_first_link() {
    assertThat(get(FirstAdmin.class).link()).isEmpty();
  }

  private String link(InstanceRole role) {
    var secret =
        get(People.class).invite(role, null, null, "test", null, Duration.ofHours(1)).secret();
    return "/join/" + secret;
  }

  private static String unique() {
    return Account.normalised("e" + UUID.randomUUID().toString().substring(0, 8));
  }
}
