package undertone.corpora.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.AccountId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.InvalidValueException;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;

class ModelEndpointsTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  private static ModelEndpoint endpoint(String name, String address) {
    return new ModelEndpoint(name, address, "vision", 2.5, 10, 400, 100, 1_000_000, 5, 60);
  }

  private static String fresh() {
    return "e" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static AccountId person(Furnished house) {
    var people = house.get(People.class);
    var secret =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1)).secret();
    return people.accept(secret, "p" + fresh(), "Kim", "hash", "en").id();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_endpoint_is_kept_changed_and_let_go(Furnished house) {
    var endpoints = house.get(ModelEndpoints.class);
    var kim = person(house);
    var name = fresh();

    endpoints.put(endpoint(name, "https://one.example.org"), kim);
    endpoints.put(endpoint(name, "https://two.example.org"), kim);

    assertThat(endpoints.all()).contains(endpoint(name, "https://two.example.org"));
    assertThat(endpoints.require(name).mostMoney()).isEqualTo(5);
    endpoints.remove(name, kim);
    assertThat(endpoints.find(name)).isEmpty();
    assertThatThrownBy(() -> endpoints.require(name)).hasMessageContaining("There is no endpoint");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_consent_is_of_one_corpus_to_one_address_and_stays_on_record_when_revoked(Furnished house) {
    var endpoints = house.get(ModelEndpoints.class);
    var kim = person(house);
    var lee = person(house);
    var here = corpus(house, 1, 1).id();
    var there = corpus(house, 1, 1).id();
    var model = endpoint(fresh(), "https://one.example.org");
    endpoints.put(model, kim);

    assertThat(endpoints.allows(here, model)).isFalse();
    endpoints.allow(here, model, kim);
    endpoints.allow(here, model, lee); // said already

    assertThat(endpoints.allows(here, model)).isTrue();
    assertThat(endpoints.allows(there, model)).isFalse();
    assertThat(endpoints.allows(here, endpoint(model.name(), "https://two.example.org"))).isFalse();

    endpoints.revoke(here, model.name(), lee);

    assertThat(endpoints.allows(here, model)).isFalse();
    assertThat(endpoints.consents(here))
        .singleElement()
        .satisfies(consent -> {
          assertThat(consent.givenBy()).isEqualTo(kim);
          assertThat(consent.revokedBy()).isEqualTo(lee);
          assertThat(consent.stands()).isFalse();
        });
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_endpoint_that_goes_and_comes_back_has_no_consent(Furnished house) {
    var endpoints = house.get(ModelEndpoints.class);
    var kim = person(house);
    var corpus = corpus(house, 1, 1).id();
    var model = endpoint(fresh(), "https://one.example.org");
    endpoints.put(model, kim);
    endpoints.allow(corpus, model, kim);

    endpoints.remove(model.name(), kim);
    endpoints.put(model, kim);

    assertThat(endpoints.allows(corpus, model)).isFalse();
    assertThat(endpoints.consents(corpus)).hasSize(1);
  }

  @Test
  void what_makes_no_endpoint_is_refused() {
    assertThatThrownBy(() -> endpoint("../etc", "https://one.example.org"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("The name of an endpoint");
    assertThatThrownBy(() -> endpoint("one", "no address")).hasMessageContaining("address");
    assertThatThrownBy(() -> new ModelEndpoint("one", "https://a.org", "m", -1, 0, 0, 0, 0, 0, 0))
        .hasMessageContaining("Prices");
    assertThatThrownBy(() -> new ModelEndpoint("one", "https://a.org", "m", 0, 0, 0, -1, 0, 0, 0))
        .hasMessageContaining("Caps");
  }
}
