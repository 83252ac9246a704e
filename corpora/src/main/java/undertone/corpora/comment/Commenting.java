package undertone.corpora.comment;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
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

/// Takes remarks on clips and answers to them; nothing said is ever changed or erased.
@Service
@Transactional
public class Commenting {

  public static final int LONGEST = 2000;

  /// Own comments that are listed, the newest.
  private static final int MOST_OWN = 200;

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
    write(clientId, corpus, clip, by, text, atMicros, null);
  }

  /// Adds a remark that may answer another one on the same clip; whoever wrote that one reads it.
  ///
  /// @param answers the client id of the remark it answers
  public void write(
      UUID clientId,
      CorpusId corpus,
      ClipId clip,
      AccountId by,
      String text,
      @Nullable Long atMicros,
      @Nullable UUID answers) {
    if (text.isBlank() || text.strip().length() > LONGEST) {
      throw new InvalidValueException("A comment has 1 to %s characters.", LONGEST);
    }
    if (atMicros != null && atMicros < 0) {
      throw new InvalidValueException("A comment speaks of a moment from 0 on, not %s.", atMicros);
    }
    Long answered = answers == null ? null : answered(clip, answers);
    jdbc.sql(
            """
            insert into clip_comment
              (id, client_id, corpus_id, clip_id, account_id, content, at_micros, answers,
              written_at)
            select nextval('row_seq'), :client, :corpus, :clip, :account, :content,
              cast(:at as bigint), cast(:answers as bigint), cast(:now as timestamp with time zone)
            where not exists (select 1 from clip_comment where client_id = :client)
            """)
        .param("client", clientId)
        .param("corpus", corpus.value())
        .param("clip", clip.value())
        .param("account", by.value())
        .param("content", text.strip())
        .param("at", atMicros)
        .param("answers", answered)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private long answered(ClipId clip, UUID comment) {
    return jdbc.sql("select id from clip_comment where client_id = ? and clip_id = ?")
        .params(comment, clip.value())
        .query(Long.class)
        .optional()
        .orElseThrow(() -> new InvalidValueException("There is no such comment on this clip."));
  }

  /// What somebody told the curators of a corpus, with the answers to it, newest first.
  @Transactional(readOnly = true)
  public List<Answered> of(CorpusId corpus, AccountId by) {
    var answers = new HashMap<Long, List<Answered.Reply>>();
    jdbc.sql(
            """
            select r.answers, r.content, r.written_at, r.read_at
            from clip_comment t join clip_comment r on r.answers = t.id
            where t.account_id = ? and t.corpus_id = ? order by r.id
            """)
        .params(by.value(), corpus.value())
        .query(row -> {
          answers
              .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
              .add(
                  new Answered.Reply(
                      row.getString(2),
                      row.getObject(3, OffsetDateTime.class).toInstant(),
                      row.getObject(4) != null));
        });
    return jdbc.sql(
            """
            select id, clip_id, content, at_micros, written_at from clip_comment
            where account_id = ? and corpus_id = ? and answers is null order by id desc limit ?
            """)
        .params(by.value(), corpus.value(), MOST_OWN)
        .query((row, _) ->
            new Answered(
                new ClipId(row.getLong(2)),
                row.getString(3),
                row.getObject(4, Long.class),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                List.copyOf(answers.getOrDefault(row.getLong(1), List.of()))))
        .list();
  }

  /// How many answers to somebody's comments they have not read yet.
  @Transactional(readOnly = true)
  public int unread(CorpusId corpus, AccountId by) {
    return jdbc.sql(
            """
            select count(*) from clip_comment t join clip_comment r on r.answers = t.id
            where t.account_id = ? and t.corpus_id = ? and r.read_at is null
            """)
        .params(by.value(), corpus.value())
        .query(Integer.class)
        .single();
  }

  /// Somebody has read the answers to their comments.
  public void read(CorpusId corpus, AccountId by) {
    jdbc.sql(
            """
            update clip_comment set read_at = ? where read_at is null and answers in
              (select t.id from clip_comment t where t.account_id = ? and t.corpus_id = ?)
            """)
        .params(clock.instant().atOffset(ZoneOffset.UTC), by.value(), corpus.value())
        .update();
  }

  /// All remarks on a clip, oldest first.
  @Transactional(readOnly = true)
  public List<Comment> on(ClipId clip) {
    return jdbc.sql(
            """
            select t.client_id, t.account_id, a.display_name, t.content, t.at_micros, t.written_at,
              o.client_id
            from clip_comment t join account a on a.id = t.account_id
            left join clip_comment o on o.id = t.answers
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
                row.getObject(7, UUID.class),
                row.getObject(6, OffsetDateTime.class).toInstant()))
        .list();
  }
}
