package undertone.corpora.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;

class PeopleTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_invite_makes_one_account_and_no_more(Furnished house) {
    var people = house.get(People.class);
    var link = invite(people).secret();
    people.accept(link, "Ada-" + UUID.randomUUID(), "Ada", "hash", "en");

    assertThatThrownBy(() -> people.accept(link, "eve", "Eve", "hash", "en"))
        .isInstanceOf(PeopleException.class)
        .hasMessageContaining("used or has expired");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_login_is_found_whatever_its_case(Furnished house) {
    var people = house.get(People.class);
    var login = "Ada-" + UUID.randomUUID();
    people.accept(invite(people).secret(), login, "Ada", "hash", "en");

    assertThat(people.byLogin("  " + login.toUpperCase(java.util.Locale.ROOT))).isPresent();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_revoked_token_opens_nothing(Furnished house) {
    var people = house.get(People.class);
    var ada =
        people.accept(invite(people).secret(), "ada-" + UUID.randomUUID(), "Ada", "hash", "en");
    var token =
        people.issueToken(ada.id(), "ci", Set.of(AccessToken.Scope.READ), Duration.ofDays(1));
    assertThat(people.token(token.secret())).isPresent();

    people.revokeToken(ada.id(), token.what().id());

    assertThat(people.token(token.secret())).isEmpty();
  }

  private static People.Issued<Invite> invite(People people) {
    return people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1));
  }
}
