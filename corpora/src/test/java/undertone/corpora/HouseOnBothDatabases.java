package undertone.corpora;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;

/// The rooms of data, furnished on H2 and on real PostgreSQL. A rule that touches the database is
/// tested on both.
public final class HouseOnBothDatabases {

  private HouseOnBothDatabases() {}

  @SpringBootApplication(proxyBeanMethods = false)
  static class House {}

  /// One furnished house.
  public record Furnished(String database, ConfigurableApplicationContext context) {
    public <T> T get(Class<T> type) {
      return context.getBean(type);
    }

    @Override
    public String toString() {
      return database;
    }
  }

  private static final class Holder {
    static final List<Furnished> HOUSES = List.of(h2(), postgres());
  }

  /// Both houses, started once for all tests of a JVM.
  public static List<Furnished> houses() {
    return Holder.HOUSES;
  }

  private static Furnished h2() {
    return furnish("H2", "jdbc:h2:mem:house" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa");
  }

  private static Furnished postgres() {
    try {
      var server = EmbeddedPostgres.builder().start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
      return furnish("PostgreSQL", server.getJdbcUrl("postgres", "postgres"), "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Furnished furnish(String name, String url, String user) {
    var context =
        new SpringApplicationBuilder(House.class)
            .properties(
                "spring.datasource.url=" + url,
                "spring.datasource.username=" + user,
                "spring.datasource.hikari.maximum-pool-size=20",
                "spring.jpa.hibernate.ddl-auto=validate",
                "spring.jpa.open-in-view=false",
                "spring.main.banner-mode=off",
                "logging.level.root=warn")
            .run();
    return new Furnished(name, context);
  }

  /// A small scheme for tests.
  public static LabelScheme scheme() {
    return new LabelScheme(
        "test", 1, "Test", List.of(label("anger", "A"), label("disgust", "D"), label("fear", "F")));
  }

  private static Label label(String id, String key) {
    return new Label(
        id, Map.of("en", id), Map.of(), "#888888", key, "", List.of(), null, null, null);
  }

  /// A corpus with readable text clips, each wanted by as many annotators as the overlap says.
  public static Corpus corpus(Furnished house, int clips, int overlap) {
    var catalogue = house.get(Catalogue.class);
    var corpus = catalogue.create("Corpus " + UUID.randomUUID(), scheme(), "en");
    var jdbc = house.get(JdbcClient.class);
    for (int i = 0; i < clips; i++) {
      jdbc.sql(
              """
              insert into clip (id, corpus_id, name, position, modality, state, text_content, has_audio,
                vote_count, open_slots, wanted, created_at, version)
              values (nextval('row_seq'), ?, ?, ?, 'TEXT', 'READY', ?, false, 0, ?, true, current_timestamp, 0)
              """)
          .params(corpus.id().value(), "clip-" + i, i, "Text number " + i, corpus.overlap())
          .update();
    }
    catalogue.plan(corpus.id(), overlap, Duration.ofMinutes(30));
    return catalogue.require(corpus.id());
  }

  /// Somebody with an account and no part in any corpus.
  public static AccountId account(Furnished house) {
    var people = house.get(People.class);
    var invite =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1)).secret();
    return people.accept(invite, "kim" + UUID.randomUUID(), "kim", "hash", "en").id();
  }

  /// The clips of a corpus in order.
  public static List<ClipId> clipsOf(Furnished house, Corpus corpus) {
    return house
        .get(JdbcClient.class)
        .sql("select id from clip where corpus_id = ? order by position")
        .param(corpus.id().value())
        .query((row, _) -> new ClipId(row.getLong(1)))
        .list();
  }
}
