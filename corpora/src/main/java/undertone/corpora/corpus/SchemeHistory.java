package undertone.corpora.corpus;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;
import undertone.corpora.scheme.LabelMapping;
import undertone.corpora.scheme.SchemePast;

/// Which version of its label scheme each corpus was under, and since when.
@Service
@Transactional
public class SchemeHistory {

  private final JdbcClient jdbc;
  private final Clock clock;

  SchemeHistory(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// One line of the history, for people.
  ///
  /// @param node the state it led to; a state of an earlier line when it went back
  /// @param by who made the change, if known
  /// @param setAside open proposals that spoke of changed labels
  /// @param stands whether the corpus is in this state now
  public record Version(
      int seq,
      int node,
      String scheme,
      int version,
      String title,
      LabelMapping mapping,
      long setAside,
      @Nullable String by,
      Instant at,
      boolean stands) {}

  @Transactional(readOnly = true)
  public SchemePast past(CorpusId corpus) {
    return new SchemePast(
        jdbc.sql(
                "select seq, changed_at, node, parent, mapping from scheme_mapping where corpus_id"
                    + " = ? order by seq")
            .param(corpus.value())
            .query((row, _) ->
                new SchemePast.Change(
                    row.getInt(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    row.getInt(3),
                    row.getInt(4),
                    read(row.getString(5))))
            .list(),
        words(corpus));
  }

  private List<SchemePast.WordSense> words(CorpusId corpus) {
    return jdbc.sql("select word, label, set_at from open_word where corpus_id = ?")
        .param(corpus.value())
        .query((row, _) ->
            new SchemePast.WordSense(
                row.getString(1),
                row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant()))
        .list();
  }

  /// Newest first.
  @Transactional(readOnly = true)
  public List<Version> versions(CorpusId corpus) {
    int newest = past(corpus).seq();
    return jdbc.sql(
            """
            select m.seq, m.node, s.name, s.version, s.title, m.mapping, m.set_aside,
              a.display_name, m.changed_at
            from scheme_mapping m join label_scheme s on s.id = m.scheme_id
            left join account a on a.id = m.changed_by
            where m.corpus_id = ? order by m.seq desc
            """)
        .param(corpus.value())
        .query((row, _) ->
            new Version(
                row.getInt(1),
                row.getInt(2),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                read(row.getString(6)),
                row.getLong(7),
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getInt(1) == newest))
        .list();
  }

  /// Waits for other changes of this corpus' scheme, and keeps them waiting until the end.
  void lock(CorpusId corpus) {
    jdbc.sql("select id from corpus where id = ? for update")
        .param(corpus.value())
        .query(Long.class)
        .optional();
  }

  /// The change that would lead on from the present state now.
  SchemePast.Change onward(SchemePast past, LabelMapping mapping) {
    int seq = past.seq() + 1;
    return new SchemePast.Change(seq, now(), seq, past.node(), mapping);
  }

  /// The change that would return to an earlier state now.
  SchemePast.Change back(SchemePast past, int node) {
    var nothing = new LabelMapping(List.of(), List.of(), Map.of());
    return new SchemePast.Change(past.seq() + 1, now(), node, past.node(), nothing);
  }

  void begin(CorpusId corpus, long scheme) {
    var nothing = new LabelMapping(List.of(), List.of(), Map.of());
    write(corpus, scheme, new SchemePast.Change(0, now(), 0, 0, nothing), null);
  }

  void write(CorpusId corpus, long scheme, SchemePast.Change change, @Nullable AccountId by) {
    jdbc.sql(
            """
            insert into scheme_mapping (id, corpus_id, seq, scheme_id, node, parent, mapping,
              set_aside, changed_by, changed_at)
            values (nextval('row_seq'), :corpus, :seq, :scheme, :node, :parent, :mapping, 0, :by, :at)
            """)
        .param("corpus", corpus.value())
        .param("seq", change.seq())
        .param("scheme", scheme)
        .param("node", change.node())
        .param("parent", change.parent())
        .param("mapping", JsonMapper.shared().writeValueAsString(change.mapping()))
        .param("by", by == null ? null : by.value())
        .param("at", change.since().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// The scheme's row in a state.
  long schemeIn(CorpusId corpus, int node) {
    return jdbc.sql("select scheme_id from scheme_mapping where corpus_id = ? and seq = ?")
        .params(corpus.value(), node)
        .query(Long.class)
        .single();
  }

  // As fine as both databases keep it, so that a moment read back is the moment written.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static LabelMapping read(String written) {
    return JsonMapper.shared().readValue(written, LabelMapping.class);
  }
}
