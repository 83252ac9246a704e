package undertone.corpora.corpus;

import java.time.Clock;
import java.time.Instant;
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

/// What annotators are asked to do, in Markdown. Every text is kept; the newest counts.
@Service
@Transactional
public class Guidelines {

  private final JdbcClient jdbc;
  private final Clock clock;

  Guidelines(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// One text.
  ///
  /// @param revision from 1 on
  /// @param by who wrote it, if known
  public record Revision(int revision, String text, @Nullable String by, Instant at) {}

  /// Writes a new text; the same text again changes nothing.
  public void write(CorpusId corpus, String text, @Nullable AccountId by) {
    // The corpus' row is the lock: of two who save at once, the second one's text is the newer.
    jdbc.sql("select id from corpus where id = ? for update")
        .param(corpus.value())
        .query(Long.class)
        .optional();
    var newest = newest(corpus);
    if (newest.map(Revision::text).orElse("").equals(text)) {
      return;
    }
    jdbc.sql(
            "insert into guideline (id, corpus_id, revision, content, written_by, written_at)"
                + " values (nextval('row_seq'), :corpus, :revision, :text, :by, :at)")
        .param("corpus", corpus.value())
        .param("revision", newest.map(Revision::revision).orElse(0) + 1)
        .param("text", text)
        .param("by", by == null ? null : by.value())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// All texts, newest first.
  @Transactional(readOnly = true)
  public List<Revision> all(CorpusId corpus) {
    return jdbc.sql(
            """
            select g.revision, g.content, a.display_name, g.written_at from guideline g
            left join account a on a.id = g.written_by where g.corpus_id = ? order by g.revision desc
            """)
        .param(corpus.value())
        .query((row, _) ->
            new Revision(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant()))
        .list();
  }

  @Transactional(readOnly = true)
  public Optional<Revision> newest(CorpusId corpus) {
    return all(corpus).stream().findFirst();
  }

  /// The newest text a person has read, 0 if none.
  @Transactional(readOnly = true)
  public int lastRead(CorpusId corpus, AccountId reader) {
    return jdbc.sql("select revision from guideline_read where corpus_id = ? and account_id = ?")
        .params(corpus.value(), reader.value())
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  /// Remembers that a person has read a text; an older one than before changes nothing.
  public void read(CorpusId corpus, AccountId reader, int revision) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    int known =
        jdbc.sql(
                "update guideline_read set revision = greatest(revision, ?), read_at = ? where"
                    + " corpus_id = ? and account_id = ?")
            .params(revision, now, corpus.value(), reader.value())
            .update();
    if (known == 0) {
      jdbc.sql(
              """
              insert into guideline_read (corpus_id, account_id, revision, read_at)
              select ?, ?, ?, cast(? as timestamp with time zone) where not exists
                (select 1 from guideline_read where corpus_id = ? and account_id = ?)
              """)
          .params(corpus.value(), reader.value(), revision, now, corpus.value(), reader.value())
          .update();
    }
  }
}
