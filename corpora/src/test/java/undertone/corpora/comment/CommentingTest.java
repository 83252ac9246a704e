package undertone.corpora.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.AccountId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;

class CommentingTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_comment_sent_twice_is_one_and_keeps_its_moment(Furnished house) {
    var corpus = corpus(house, 1, 1);
    var clip = clipsOf(house, corpus).getFirst();
    var ada = account(house, "Ada");
    var commenting = house.get(Commenting.class);
    var id = UUID.randomUUID();

    commenting.write(id, corpus.id(), clip, ada, " The smile is late. ", 3_480_000L);
    commenting.write(id, corpus.id(), clip, ada, " The smile is late. ", 3_480_000L);
    commenting.write(UUID.randomUUID(), corpus.id(), clip, ada, "All in all sad.", null);

    var told = commenting.on(clip);
    assertThat(told)
        .extracting(Comment::text)
        .containsExactly("The smile is late.", "All in all sad.");
    assertThat(told).extracting(Comment::atMicros).containsExactly(3_480_000L, null);
    assertThat(told.getFirst().byName()).isEqualTo("Ada");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_answer_is_unread_until_the_writer_of_the_comment_has_read_it(Furnished house) {
    var corpus = corpus(house, 2, 1);
    var clip = clipsOf(house, corpus).getFirst();
    var ada = account(house, "Ada");
    var ben = account(house, "Ben");
    var kim = account(house, "Kim");
    var commenting = house.get(Commenting.class);
    var asked = UUID.randomUUID();
    commenting.write(asked, corpus.id(), clip, ada, "Is it a smile?", 1_000_000L);
    commenting.write(UUID.randomUUID(), corpus.id(), clip, ben, "It is.", null);

    commenting.write(UUID.randomUUID(), corpus.id(), clip, kim, "The mouth only.", null, asked);

    assertThat(commenting.unread(corpus.id(), ada)).isEqualTo(1);
    assertThat(commenting.unread(corpus.id(), ben)).isZero();
    assertThat(commenting.on(clip)).extracting(Comment::answers).containsExactly(null, null, asked);
    commenting.read(corpus.id(), ben);
    assertThat(commenting.unread(corpus.id(), ada)).isEqualTo(1);
    commenting.read(corpus.id(), ada);
    assertThat(commenting.of(corpus.id(), ada))
        .singleElement()
        .satisfies(told -> {
          assertThat(told.text()).isEqualTo("Is it a smile?");
          assertThat(told.answers())
              .singleElement()
              .satisfies(reply -> {
                assertThat(reply.text()).isEqualTo("The mouth only.");
                assertThat(reply.read()).isTrue();
              });
        });
    var other = clipsOf(house, corpus).getLast();
    assertThatThrownBy(() ->
            commenting.write(UUID.randomUUID(), corpus.id(), other, kim, "Here?", null, asked))
        .hasMessage("There is no such comment on this clip.");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_empty_comment_is_refused(Furnished house) {
    var corpus = corpus(house, 1, 1);
    var clip = clipsOf(house, corpus).getFirst();
    var ada = account(house, "Ada");

    assertThatThrownBy(() ->
            house
                .get(Commenting.class)
                .write(UUID.randomUUID(), corpus.id(), clip, ada, "  ", null))
        .hasMessageContaining("1 to 2000 characters");
  }

  private static AccountId account(Furnished house, String name) {
    var jdbc = house.get(JdbcClient.class);
    long id = jdbc.sql("select nextval('row_seq')").query(Long.class).single();
    jdbc.sql(
            """
            insert into account (id, login, display_name, password_hash, instance_role, locale,
              disabled, created_at) values (?, ?, ?, '', 'MEMBER', 'en', false, current_timestamp)
            """)
        .params(id, name + id, name)
        .update();
    return new AccountId(id);
  }
}
