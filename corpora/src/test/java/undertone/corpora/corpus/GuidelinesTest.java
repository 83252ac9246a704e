package undertone.corpora.corpus;

import static org.assertj.core.api.Assertions.assertThat;
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

class GuidelinesTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_earlier_text_is_kept_and_the_same_text_twice_is_one(Furnished house) {
    var corpus = corpus(house, 1, 2).id();
    var guidelines = house.get(Guidelines.class);
    var kim = person(house);

    guidelines.write(corpus, "Watch twice.", kim);
    guidelines.write(corpus, "Watch twice.", kim);
    guidelines.write(corpus, "Watch three times.", kim);

    assertThat(guidelines.all(corpus))
        .extracting(Guidelines.Revision::text)
        .containsExactly("Watch three times.", "Watch twice.");
    assertThat(guidelines.newest(corpus).orElseThrow().by()).isEqualTo("kim");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void what_a_person_has_read_is_remembered_and_never_falls_back(Furnished house) {
    var corpus = corpus(house, 1, 2).id();
    var guidelines = house.get(Guidelines.class);
    var kim = person(house);

    assertThat(guidelines.lastRead(corpus, kim)).isZero();
    guidelines.read(corpus, kim, 2);
    guidelines.read(corpus, kim, 1);

    assertThat(guidelines.lastRead(corpus, kim)).isEqualTo(2);
    assertThat(guidelines.lastRead(corpus, person(house))).isZero();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_reader_is_told_line_by_line_what_is_new_since_they_last_read(Furnished house) {
    var corpus = corpus(house, 1, 2).id();
    var guidelines = house.get(Guidelines.class);
    var kim = person(house);
    guidelines.write(corpus, "# How\n\nWatch twice.\nSay what is possible.", kim);
    guidelines.read(corpus, kim, 1);
    assertThat(guidelines.news(corpus, kim).changed()).isFalse();

    guidelines.write(corpus, "# How\n\n- Mind the mouth.\n\nSay what is possible.", kim);

    var news = guidelines.news(corpus, kim);
    assertThat(news.changed()).isTrue();
    assertThat(news.freshLines()).containsExactly(2);
    assertThat(news.gone()).containsExactly("Watch twice.");
    assertThat(guidelines.news(corpus, person(house)).changed()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_line_that_only_moved_is_not_gone(Furnished house) {
    var corpus = corpus(house, 1, 2).id();
    var guidelines = house.get(Guidelines.class);
    var kim = person(house);
    guidelines.write(corpus, "Eyes.\nMouth.\nVoice.", kim);
    guidelines.read(corpus, kim, 1);

    guidelines.write(corpus, "Mouth.\nVoice.\nEyes.", kim);

    assertThat(guidelines.news(corpus, kim).gone()).isEmpty();
    assertThat(guidelines.news(corpus, kim).freshLines()).hasSize(1);
  }

  private static AccountId person(Furnished house) {
    var people = house.get(People.class);
    var invite =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1)).secret();
    return people.accept(invite, "kim" + UUID.randomUUID(), "kim", "hash", "en").id();
  }
}
