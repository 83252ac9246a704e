package undertone.corpora.corpus;

import com.github.difflib.DiffUtils;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

  /// What a reader finds new.
  ///
  /// @param newest null if there is none yet
  /// @param lastRead newest revision they have read, 0 if none
  /// @param freshLines lines of the newest text, from 0, that were not in the one they read
  /// @param gone lines of the one they read that are no more
  public record News(
      @Nullable Revision newest, int lastRead, List<Integer> freshLines, List<String> gone) {

    /// Whether the text changed since they read an earlier one.
    public boolean changed() {
      return newest != null && lastRead > 0 && lastRead < newest.revision();
    }
  }

  /// Writes a new text; the same text again changes nothing.
  ///
  /// @return number of the text that counts now, 0 if there is none
  public int write(CorpusId corpus, String text, @Nullable AccountId by) {
    // The corpus' row is the lock: of two who save at once, the second one's text is the newer.
    jdbc.sql("select id from corpus where id = ? for update")
        .param(corpus.value())
        .query(Long.class)
        .optional();
    var newest = newest(corpus);
    int revision = newest.map(Revision::revision).orElse(0);
    if (newest.map(Revision::text).orElse("").equals(text)) {
      return revision;
    }
    jdbc.sql(
            "insert into guideline (id, corpus_id, revision, content, written_by, written_at)"
                + " values (nextval('row_seq'), :corpus, :revision, :text, :by, :at)")
        .param("corpus", corpus.value())
        .param("revision", revision + 1)
        .param("text", text)
        .param("by", by == null ? null : by.value())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return revision + 1;
  }

  /// What is new to a reader, line by line.
  @Transactional(readOnly = true)
  public News news(CorpusId corpus, AccountId reader) {
    var all = all(corpus);
    int lastRead = lastRead(corpus, reader);
    var newest = all.isEmpty() ? null : all.getFirst();
    var unchanged = new News(newest, lastRead, List.of(), List.of());
    return unchanged.changed()
        ? all.stream()
            .filter(r -> r.revision() == lastRead)
            .findFirst()
            .map(known -> news(all.getFirst(), known))
            .orElse(unchanged)
        : unchanged;
  }

  private static News news(Revision newest, Revision known) {
    var before = lines(known.text());
    var after = lines(newest.text());
    var fresh = new ArrayList<Integer>();
    var gone = new ArrayList<String>();
    for (var delta : DiffUtils.diff(before, after).getDeltas()) {
      int from = delta.getTarget().getPosition();
      for (int line = from; line < from + delta.getTarget().size(); line++) {
        if (!after.get(line).isEmpty()) {
          fresh.add(line);
        }
      }
      delta.getSource().getLines().stream()
          .filter(line -> !line.isEmpty() && !after.contains(line)) // moved lines are not gone
          .forEach(gone::add);
    }
    return new News(newest, known.revision(), fresh, gone);
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::stripTrailing).toList();
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
