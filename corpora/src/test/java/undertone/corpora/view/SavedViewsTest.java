package undertone.corpora.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.AccountId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;

class SavedViewsTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void what_one_keeps_is_there_for_oneself_in_that_room_alone(Furnished house) {
    var corpus = corpus(house, 1, 1).id();
    var views = house.get(SavedViews.class);
    var kim = person(house);

    views.keep(kim, corpus, "review", " fear first ", "to=fear");
    views.keep(kim, corpus, "review", "noisy", "noise=0.9");

    assertThat(views.of(kim, corpus, "review"))
        .containsExactly(
            new SavedView("fear first", "to=fear"), new SavedView("noisy", "noise=0.9"));
    assertThat(views.of(kim, corpus, "browse")).isEmpty();
    assertThat(views.of(person(house), corpus, "review")).isEmpty();
    assertThat(views.of(kim, corpus(house, 1, 1).id(), "review")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_name_kept_again_says_something_new_and_can_be_let_go(Furnished house) {
    var corpus = corpus(house, 1, 1).id();
    var views = house.get(SavedViews.class);
    var kim = person(house);

    views.keep(kim, corpus, "review", "mine", "to=fear");
    views.keep(kim, corpus, "review", "mine", "to=anger");
    assertThat(views.of(kim, corpus, "review")).containsExactly(new SavedView("mine", "to=anger"));

    views.drop(kim, corpus, "review", "mine");
    assertThat(views.of(kim, corpus, "review")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_view_needs_a_name_and_nobody_keeps_them_without_end(Furnished house) {
    var corpus = corpus(house, 1, 1).id();
    var views = house.get(SavedViews.class);
    var kim = person(house);

    assertThatThrownBy(() -> views.keep(kim, corpus, "review", " ", ""))
        .hasMessageContaining("1 to 60 characters");
    for (int i = 0; i < SavedViews.MOST; i++) {
      views.keep(kim, corpus, "review", "filter " + i, "");
    }
    assertThatThrownBy(() -> views.keep(kim, corpus, "review", "one more", ""))
        .hasMessageContaining("let one go first");
    assertThat(views.of(kim, corpus, "review")).hasSize(SavedViews.MOST);
  }

  private static AccountId person(Furnished house) {
    var people = house.get(People.class);
    var invite =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1)).secret();
    return people.accept(invite, "kim" + UUID.randomUUID(), "Kim", "hash", "en").id();
  }
}
