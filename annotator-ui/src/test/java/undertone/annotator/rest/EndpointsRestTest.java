package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.people.CorpusRole;

/// Language models are set up by administrators, allowed by owners, and their keys never come back.
class EndpointsRestTest extends OpenHouse {

  private static final String KEY = "sk-0f1e2d3c-never-told";
  private static final String PUBLIC = "https://93.184.216.34"; // needs no look-up

  private static String fresh() {
    return "m" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static Visitor.Answer put(Visitor who, String name, String address) {
    return who.call(
        "PUT",
        "/api/v1/endpoints/" + name,
        "{\"address\":\"%s\",\"model\":\"vision\",\"mostRequests\":7}".formatted(address));
  }

  private static void key(Visitor admin, String name) {
    var kept =
        admin.call("PUT", "/api/v1/endpoints/" + name + "/key", "{\"key\":\"%s\"}".formatted(KEY));
    assertThat(kept.status()).isEqualTo(204);
  }

  @Test
  void a_key_goes_in_and_never_comes_back() throws Exception {
    var name = fresh();
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    assertThat(put(admin(), name, PUBLIC).status()).isEqualTo(204);
    key(admin(), name);

    var listed = admin().get("/api/v1/endpoints");

    assertThat(listed.status()).isEqualTo(200);
    assertThat(listed.text()).contains(name, "\"keyed\":true").doesNotContain(KEY);
    assertThat(owner.get("/api/v1/corpora/" + corpus + "/endpoints").text())
        .contains(name)
        .doesNotContain(KEY);
    var file = get(HomeFolder.class).root().resolve("keys").resolve(name + ".key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(
            get(JdbcClient.class)
                .sql("select * from model_endpoint where name = ?")
                .param(name)
                .query()
                .singleRow()
                .toString())
        .doesNotContain(KEY);
  }

  @Test
  void another_address_needs_the_key_again_and_a_key_can_be_forgotten() {
    var name = fresh();
    put(admin(), name, PUBLIC);
    key(admin(), name);

    put(admin(), name, "https://93.184.216.35");
    assertThat(get(HomeFolder.class).root().resolve("keys").resolve(name + ".key")).doesNotExist();

    key(admin(), name);
    assertThat(admin().call("DELETE", "/api/v1/endpoints/" + name + "/key", null).status())
        .isEqualTo(204);
    assertThat(get(HomeFolder.class).root().resolve("keys").resolve(name + ".key")).doesNotExist();
    admin().call("DELETE", "/api/v1/endpoints/" + name, null);
    assertThat(admin().get("/api/v1/endpoints").text()).doesNotContain(name);
  }

  @Test
  void only_administrators_set_models_up() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));

    assertThat(put(owner, fresh(), PUBLIC).status()).isEqualTo(403);
    assertThat(owner.get("/api/v1/endpoints").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:11434",
        "https://localhost",
        "https://169.254.169.254",
        "https://10.0.0.8",
        "http://93.184.216.34",
        "https://[::1]",
        "https://kim:secret@93.184.216.34"
      })
  void addresses_of_this_machine_and_its_network_are_refused(String address) {
    var name = fresh();

    var refused = put(admin(), name, address);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail())
        .contains("undertone.llm.allowed-hosts")
        .doesNotContain("kim:secret");
    assertThat(admin().get("/api/v1/endpoints").text()).doesNotContain(name);
  }

  @Test
  void a_run_needs_an_owners_consent_which_is_recorded_and_can_be_taken_back() {
    var name = fresh();
    var corpus = corpus(2);
    var account = member(corpus, CorpusRole.OWNER);
    var owner = browserOf(account);
    put(admin(), name, PUBLIC);
    var base = "/api/v1/corpora/" + corpus;
    var asked = Map.<String, Object>of("endpoint", name, "ask", "text");

    var refused = owner.post(base + "/runs/llm", asked);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail()).contains("No owner of this corpus has agreed", name);

    var estimate = owner.post(base + "/runs/llm/estimate", asked);
    assertThat(estimate.json().path("items").asInt()).isEqualTo(2);
    assertThat(estimate.json().path("requests").asInt()).isEqualTo(1);

    var consent = base + "/endpoints/" + name + "/consent";
    assertThat(owner.call("PUT", consent, "{}").status()).isEqualTo(204);
    var given = owner.get(base + "/endpoints").json().path("consents").path(0);
    assertThat(given.path("givenBy").asLong()).isEqualTo(account.id().value());
    var started = owner.post(base + "/runs/llm", asked);
    assertThat(started.status()).isEqualTo(202);
    assertThat(started.json().path("kind").asString()).isEqualTo("LLM");

    assertThat(owner.call("DELETE", consent, null).status()).isEqualTo(204);
    assertThat(owner.post(base + "/runs/llm", asked).status()).isEqualTo(400);
    var taken = owner.get(base + "/endpoints").json().path("consents").path(0);
    assertThat(taken.path("revokedBy").asLong()).isEqualTo(account.id().value());
  }

  @Test
  void what_is_not_known_is_refused_by_name() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var base = "/api/v1/corpora/" + corpus;

    assertThat(owner.post(base + "/runs/llm", Map.of("endpoint", "nobody")).detail())
        .contains("There is no endpoint of this name");
    assertThat(
            owner.post(base + "/runs/llm", Map.of("endpoint", "nobody", "ask", "smell")).detail())
        .isEqualTo("A model is shown one of face, evoked, micro, text, video, video-and-text.");
  }
}
