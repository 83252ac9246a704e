package undertone.corpora.clip;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.corpus.SchemeHistory;

/// The clips of a corpus as people browse them. Pages are keyed by position, so that page one
/// thousand costs what page one does.
@Service
@Transactional(readOnly = true)
public class Library {

  private final Clips clips;
  private final SchemeHistory history;
  private final JdbcClient jdbc;

  Library(Clips clips, SchemeHistory history, JdbcClient jdbc) {
    this.clips = clips;
    this.history = history;
    this.jdbc = jdbc;
  }

  public Optional<Clip> find(ClipId id) {
    return clips.findById(id.value());
  }

  /// @throws UnknownClipException if the corpus holds no such clip
  public Clip require(CorpusId corpus, ClipId id) {
    return find(id)
        .filter(c -> c.corpus().equals(corpus))
        .orElseThrow(() -> new UnknownClipException(id));
  }

  public Optional<Clip> byName(CorpusId corpus, String name) {
    return clips.findByCorpusIdAndName(corpus.value(), name);
  }

  public Map<ClipId, Clip> byIds(Collection<ClipId> ids) {
    return clips.findByIdIn(ids.stream().map(ClipId::value).toList()).stream()
        .collect(Collectors.toMap(Clip::id, Function.identity()));
  }

  /// The next clips after a position (exclusive; start with -1), in order of arrival.
  public List<Clip> page(CorpusId corpus, ClipFilter filter, long afterPosition, int size) {
    var parameters = new HashMap<String, Object>();
    var where = ClipSql.where(corpus, filter, parameters);
    parameters.put("after", afterPosition);
    parameters.put("size", size);
    return inOrder(
        "select id from clip where "
            + where
            + " and position > :after order by corpus_id, position limit :size",
        parameters);
  }

  /// A page by offset, for grids that scroll by row number. Deep offsets cost more than [#page].
  public List<Clip> slice(CorpusId corpus, ClipFilter filter, int offset, int size) {
    var parameters = new HashMap<String, Object>();
    var where = ClipSql.where(corpus, filter, parameters);
    parameters.put("offset", offset);
    parameters.put("size", size);
    return inOrder(
        "select id from clip where "
            + where
            + " order by corpus_id, position limit :size offset :offset",
        parameters);
  }

  public long count(CorpusId corpus, ClipFilter filter) {
    var parameters = new HashMap<String, Object>();
    var where = ClipSql.where(corpus, filter, parameters);
    return jdbc.sql("select count(*) from clip where " + where)
        .params(parameters)
        .query(Long.class)
        .single();
  }

  // First the ids, which the index clip_facets answers alone, then the few rows.
  private List<Clip> inOrder(String idsInOrder, Map<String, Object> parameters) {
    var ids = jdbc.sql(idsInOrder).params(parameters).query((row, _) -> row.getLong(1)).list();
    var rows =
        clips.findByIdIn(ids).stream()
            .collect(Collectors.toMap(c -> c.id().value(), Function.identity()));
    return ids.stream().flatMap(id -> Stream.ofNullable(rows.get(id))).toList();
  }

  /// Whether any clip came at or after a moment.
  public boolean anySince(CorpusId corpus, Instant moment) {
    return jdbc.sql("select id from clip where corpus_id = ? and created_at >= ? limit 1")
        .params(corpus.value(), moment.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /// Clips that came at or after a moment, in order of arrival.
  ///
  /// @param afterPosition to go on behind; start with -1
  public List<Clip> createdSince(CorpusId corpus, Instant moment, long afterPosition, int size) {
    return inOrder(
        "select id from clip where corpus_id = :corpus and created_at >= :moment and position >"
            + " :after order by position limit :size",
        Map.of(
            "corpus",
            corpus.value(),
            "moment",
            moment.atOffset(ZoneOffset.UTC),
            "after",
            afterPosition,
            "size",
            size));
  }

  /// How many clips lead with each label; those without one stand under the empty word. The
  /// filter's own label does not narrow.
  public Map<String, Long> countByLabel(CorpusId corpus, ClipFilter filter) {
    var parameters = new HashMap<String, Object>();
    var where = ClipSql.where(corpus, filter.withoutLabel(), parameters);
    var counts = new HashMap<String, Long>();
    jdbc.sql(
            "select coalesce(leading_label, ''), count(*) from clip where "
                + where
                + " group by leading_label")
        .params(parameters)
        .query(row -> {
          counts.put(row.getString(1), row.getLong(2));
        });
    return counts;
  }

  /// What is held of every clip of a corpus, in order of clips.
  public List<ClipMark> marks(CorpusId corpus) {
    return jdbc.sql(
            "select id, name, leading_label, decided_label, noise from clip where corpus_id = ?"
                + " order by id")
        .param(corpus.value())
        .query((row, _) ->
            new ClipMark(
                new ClipId(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, Double.class)))
        .list();
  }

  /// The turns of a clip's conversation in order (by turn, else by start, else as they came),
  /// itself included; alone, it is a conversation of one.
  public List<Clip> conversationOf(Clip clip) {
    return clip.conversation()
        .map(conversation -> clips.inConversation(clip.corpus().value(), conversation))
        .orElse(List.of(clip));
  }

  /// Conversations of more than one turn after a name (exclusive; start with the empty one), by
  /// name.
  public List<ConversationRow> conversations(CorpusId corpus, String after, int size) {
    return jdbc.sql(
            """
            select c.conversation, count(*), count(distinct c.speaker),
              sum(case when c.vote_count > 0 then 1 else 0 end),
              sum(case when c.disagreement > 0 then 1 else 0 end),
              min(c.id)
            from clip c
            where c.corpus_id = :corpus and c.conversation > :after
            group by c.conversation having count(*) > 1
            order by c.conversation limit :size
            """)
        .param("corpus", corpus.value())
        .param("after", after)
        .param("size", size)
        .query((row, _) ->
            new ConversationRow(
                row.getString(1),
                new ClipId(row.getLong(6)),
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                row.getInt(5)))
        .list();
  }

  /// Whether any clip of a corpus belongs to a conversation.
  public boolean hasConversations(CorpusId corpus) {
    return jdbc.sql("select id from clip where corpus_id = ? and conversation is not null limit 1")
        .param(corpus.value())
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /// Gold label of a clip, in the words of today's label scheme; none if its label was split or
  /// retired since. For measuring and for curators; never for annotators.
  public Optional<String> goldOf(ClipId clip) {
    return jdbc.sql("select label, recorded_at, corpus_id from gold_label where clip_id = ?")
        .param(clip.value())
        .query((row, _) ->
            history
                .past(new CorpusId(row.getLong(3)))
                .at(row.getObject(2, OffsetDateTime.class).toInstant())
                .single(row.getString(1)))
        .optional()
        .flatMap(Function.identity());
  }

  /// All gold labels of a corpus, in the words of today's label scheme.
  public Map<ClipId, String> goldsOf(CorpusId corpus) {
    return golds(
        corpus,
        jdbc.sql("select clip_id, label, recorded_at from gold_label where corpus_id = ?")
            .param(corpus.value()));
  }

  /// The same of some of its clips.
  public Map<ClipId, String> goldsOf(CorpusId corpus, Collection<ClipId> among) {
    return among.isEmpty()
        ? Map.of()
        : golds(
            corpus,
            jdbc.sql("select clip_id, label, recorded_at from gold_label where clip_id in (:among)")
                .param("among", among.stream().map(ClipId::value).toList()));
  }

  /// What curators settled of a corpus.
  public Map<ClipId, String> decidedOf(CorpusId corpus) {
    var decided = new HashMap<ClipId, String>();
    jdbc.sql("select id, decided_label from clip where corpus_id = ? and decided_label is not null")
        .param(corpus.value())
        .query(row -> {
          decided.put(new ClipId(row.getLong(1)), row.getString(2));
        });
    return decided;
  }

  private Map<ClipId, String> golds(CorpusId corpus, JdbcClient.StatementSpec query) {
    var golds = new HashMap<ClipId, String>();
    var past = history.past(corpus);
    query.query(row -> {
      var reading = past.at(row.getObject(3, OffsetDateTime.class).toInstant());
      var clip = new ClipId(row.getLong(1));
      reading.single(row.getString(2)).ifPresent(label -> golds.put(clip, label));
    });
    return golds;
  }

  public List<String> splitsOf(CorpusId corpus) {
    return jdbc.sql(
            "select distinct split from clip where corpus_id = ? and split is not null order by 1")
        .param(corpus.value())
        .query((row, _) -> row.getString(1))
        .list();
  }
}
