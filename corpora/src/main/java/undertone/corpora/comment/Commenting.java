package undertone.corpora.comment;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;

/// Takes remarks on clips; nothing is ever changed or erased.
@Service
@Transactional
public class Commenting {

  public static final int LONGEST = 2000;

  private final JdbcClient jdbc;
  private final Clock clock;

  Commenting(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Adds a remark. The same client id again changes nothing.
  public void write(
      UUID clientId,
      CorpusId corpus,
      ClipId clip,
      AccountId by,
      String text,
      @Nullable Long atMicros) {
    if (text.isBlank() || text.strip().length() > LONGEST) {
      throw new InvalidValueException("A comment has 1 to %s characters.", LONGEST);
    }
    if (atMicros != null && atMicros < 0) {
      throw new InvalidValueException("A comment speaks of a moment from 0 on, not %s.", atMicros);
    }
    jdbc.sql(
            """
            insert into clip_comment
              (id, client_id, corpus_id, clip_id, account_id, content, at_micros, written_at)
            select nextval('row_seq'), :client, :corpus, :clip, :account, :content,
              cast(:at as bigint), cast(:now as timestamp with time zone)
            where not exists (select 1 from clip_comment where client_id = :client)
            """)
        .param("client", clientId)
        .param("corpus", corpus.value())
        .param("clip", clip.value())
        .param("account", by.value())
        .param("content", text.strip())
        .param("at", atMicros)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// All remarks on a clip, oldest first.
  @Transactional(readOnly = true)
  public List<Comment> on(ClipId clip) {
    return jdbc.sql(
            """
            select t.client_id, t.account_id, a.display_name, t.content, t.at_micros, t.written_at
            from clip_comment t join account a on a.id = t.account_id
            where t.clip_id = ? order by t.id
            """)
        .param(clip.value())
        .query((row, _) ->
            new Comment(
                row.getObject(1, UUID.class),
                clip,
                new AccountId(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getObject(5, Long.class),
                row.getObject(6, OffsetDateTime.class).toInstant()))
        .list();
  }
}
