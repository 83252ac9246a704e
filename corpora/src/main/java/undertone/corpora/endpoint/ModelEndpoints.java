package undertone.corpora.endpoint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;

/// Keeps which language models may be asked, and which corpora's clips may be sent to them.
@Service
@Transactional
public class ModelEndpoints {

  private final JdbcClient jdbc;
  private final Clock clock;

  ModelEndpoints(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// By name.
  @Transactional(readOnly = true)
  public List<ModelEndpoint> all() {
    return jdbc.sql("select * from model_endpoint order by name")
        .query((row, _) -> endpoint(row))
        .list();
  }

  @Transactional(readOnly = true)
  public Optional<ModelEndpoint> find(String name) {
    return jdbc.sql("select * from model_endpoint where name = ?")
        .param(name)
        .query((row, _) -> endpoint(row))
        .optional();
  }

  /// @throws InvalidValueException if there is none of that name
  @Transactional(readOnly = true)
  public ModelEndpoint require(String name) {
    return find(name)
        .orElseThrow(() ->
            new InvalidValueException(
                "There is no endpoint of this name; administrators set them up under Admin."));
  }

  /// Sets an endpoint up, or changes the one of its name.
  public void put(ModelEndpoint endpoint, AccountId by) {
    int known =
        jdbc.sql(
                """
                update model_endpoint set address = ?, model = ?, money_in = ?, money_out = ?,
                  tokens_an_image = ?, most_requests = ?, most_tokens = ?, most_money = ?,
                  most_minutes = ?, changed_by = ?, changed_at = ? where name = ?
                """)
            .params(
                endpoint.address(),
                endpoint.model(),
                endpoint.moneyIn(),
                endpoint.moneyOut(),
                endpoint.tokensAnImage(),
                endpoint.mostRequests(),
                endpoint.mostTokens(),
                endpoint.mostMoney(),
                endpoint.mostMinutes(),
                by.value(),
                now(),
                endpoint.name())
            .update();
    if (known == 0) {
      jdbc.sql(
              """
              insert into model_endpoint (id, address, model, money_in, money_out, tokens_an_image,
                most_requests, most_tokens, most_money, most_minutes, changed_by, changed_at, name)
              values (nextval('row_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .params(
              endpoint.address(),
              endpoint.model(),
              endpoint.moneyIn(),
              endpoint.moneyOut(),
              endpoint.tokensAnImage(),
              endpoint.mostRequests(),
              endpoint.mostTokens(),
              endpoint.mostMoney(),
              endpoint.mostMinutes(),
              by.value(),
              now(),
              endpoint.name())
          .update();
    }
  }

  /// Lets an endpoint go; consents to it are revoked and stay on record.
  public void remove(String name, AccountId by) {
    jdbc.sql(
            "update endpoint_consent set revoked_by = ?, revoked_at = ? where endpoint = ? and"
                + " revoked_at is null")
        .params(by.value(), now(), name)
        .update();
    jdbc.sql("delete from model_endpoint where name = ?").param(name).update();
  }

  /// Records that clips of a corpus may be sent to an endpoint as it is now. Said twice, it counts
  /// once.
  public void allow(CorpusId corpus, ModelEndpoint endpoint, AccountId by) {
    // The corpus' row is the lock: of two who consent at once, one finds the other's word.
    jdbc.sql("select id from corpus where id = ? for update")
        .param(corpus.value())
        .query(Long.class)
        .optional();
    if (!allows(corpus, endpoint)) {
      jdbc.sql(
              """
              insert into endpoint_consent (id, corpus_id, endpoint, address, given_by, given_at)
              values (nextval('row_seq'), ?, ?, ?, ?, ?)
              """)
          .params(corpus.value(), endpoint.name(), endpoint.address(), by.value(), now())
          .update();
    }
  }

  /// Takes back every standing consent of a corpus to an endpoint.
  public void revoke(CorpusId corpus, String endpoint, AccountId by) {
    jdbc.sql(
            "update endpoint_consent set revoked_by = ?, revoked_at = ? where corpus_id = ? and"
                + " endpoint = ? and revoked_at is null")
        .params(by.value(), now(), corpus.value(), endpoint)
        .update();
  }

  /// Whether clips of a corpus may be sent to an endpoint at the address it has now.
  @Transactional(readOnly = true)
  public boolean allows(CorpusId corpus, ModelEndpoint endpoint) {
    return consents(corpus).stream()
        .anyMatch(c ->
            c.stands()
                && c.endpoint().equals(endpoint.name())
                && c.address().equals(endpoint.address()));
  }

  /// Every consent ever given for a corpus, newest first.
  @Transactional(readOnly = true)
  public List<Consent> consents(CorpusId corpus) {
    return jdbc.sql(
            """
            select endpoint, address, given_by, given_at, revoked_by, revoked_at
            from endpoint_consent where corpus_id = ? order by id desc
            """)
        .param(corpus.value())
        .query((row, _) -> consent(row))
        .list();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static ModelEndpoint endpoint(ResultSet row) throws SQLException {
    return new ModelEndpoint(
        row.getString("name"),
        row.getString("address"),
        row.getString("model"),
        row.getDouble("money_in"),
        row.getDouble("money_out"),
        row.getInt("tokens_an_image"),
        row.getLong("most_requests"),
        row.getLong("most_tokens"),
        row.getDouble("most_money"),
        row.getLong("most_minutes"));
  }

  private static Consent consent(ResultSet row) throws SQLException {
    var revokedBy = row.getObject(5, Long.class);
    var revokedAt = row.getObject(6, OffsetDateTime.class);
    return new Consent(
        row.getString(1),
        row.getString(2),
        new AccountId(row.getLong(3)),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        account(revokedBy),
        revokedAt == null ? null : revokedAt.toInstant());
  }

  private static @Nullable AccountId account(@Nullable Long id) {
    return id == null ? null : new AccountId(id);
  }
}
