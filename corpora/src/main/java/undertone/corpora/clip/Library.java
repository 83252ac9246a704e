package undertone.corpora.clip;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// The clips of a corpus as people browse them. Pages are keyed by position, so that page one
/// thousand costs what page one does.
@Service
@Transactional(readOnly = true)
public class Library {

  private final Clips clips;
  private final EntityManager entities;
  private final JdbcClient jdbc;

  Library(Clips clips, EntityManager entities, JdbcClient jdbc) {
    this.clips = clips;
    this.entities = entities;
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
    var where = where(corpus, filter, parameters);
    parameters.put("after", afterPosition);
    var query =
        entities.createQuery(
            "select c from Clip c where " + where + " and c.position > :after order by c.position",
            Clip.class);
    return bind(query, parameters).setMaxResults(size).getResultList();
  }

  /// A page by offset, for grids that scroll by row number. Deep offsets cost more than [#page].
  public List<Clip> slice(CorpusId corpus, ClipFilter filter, int offset, int size) {
    var parameters = new HashMap<String, Object>();
    var where = where(corpus, filter, parameters);
    var query =
        entities.createQuery(
            "select c from Clip c where " + where + " order by c.position", Clip.class);
    return bind(query, parameters).setFirstResult(offset).setMaxResults(size).getResultList();
  }

  public long count(CorpusId corpus, ClipFilter filter) {
    var parameters = new HashMap<String, Object>();
    var where = where(corpus, filter, parameters);
    var query = entities.createQuery("select count(c) from Clip c where " + where, Long.class);
    return bind(query, parameters).getSingleResult();
  }

  /// The turns of a clip's conversation in order, itself included; alone, it is a conversation of
  /// one.
  public List<Clip> conversationOf(Clip clip) {
    return clip.conversation()
        .map(c ->
            clips.findByCorpusIdAndConversationOrderByTurnAscPositionAsc(clip.corpus().value(), c))
        .orElse(List.of(clip));
  }

  /// Gold label of a clip. For measuring and for curators; never for annotators.
  public Optional<String> goldOf(ClipId clip) {
    return jdbc.sql("select label from gold_label where clip_id = ?")
        .param(clip.value())
        .query(String.class)
        .optional();
  }

  /// All gold labels of a corpus.
  public Map<ClipId, String> goldsOf(CorpusId corpus) {
    var golds = new HashMap<ClipId, String>();
    jdbc.sql("select clip_id, label from gold_label where corpus_id = ?")
        .param(corpus.value())
        .query((row, _) -> golds.put(new ClipId(row.getLong(1)), row.getString(2)))
        .list();
    return golds;
  }

  public List<String> splitsOf(CorpusId corpus) {
    return jdbc.sql(
            "select distinct split from clip where corpus_id = ? and split is not null order by 1")
        .param(corpus.value())
        .query((row, _) -> row.getString(1))
        .list();
  }

  private static String where(CorpusId corpus, ClipFilter filter, Map<String, Object> parameters) {
    var where = new StringBuilder("c.corpusId = :corpus");
    parameters.put("corpus", corpus.value());
    if (filter.modality() != null) {
      where.append(" and c.modality = :modality");
      parameters.put("modality", filter.modality());
    }
    if (filter.state() != null) {
      where.append(" and c.state = :state");
      parameters.put("state", filter.state());
    }
    if (filter.label() != null) {
      where.append(" and c.leadingLabel = :label");
      parameters.put("label", filter.label());
    }
    if (filter.split() != null) {
      where.append(" and c.split = :split");
      parameters.put("split", filter.split());
    }
    if (filter.decided() != null) {
      where.append(" and c.decidedLabel is ").append(filter.decided() ? "not null" : "null");
    }
    if (filter.voted() != null) {
      where.append(" and c.voteCount ").append(filter.voted() ? "> 0" : "= 0");
    }
    if (filter.minNoise() != null) {
      where.append(" and c.noise >= :noise");
      parameters.put("noise", filter.minNoise());
    }
    if (filter.words() != null && !filter.words().isBlank()) {
      where.append(
          " and (lower(c.name) like :words escape '!' or lower(c.textContent) like :words escape"
              + " '!' or lower(c.speaker) like :words escape '!' or lower(c.conversation) like"
              + " :words escape '!')");
      parameters.put("words", "%" + escaped(filter.words().strip()) + "%");
    }
    return where.toString();
  }

  private static String escaped(String words) {
    return words.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static <T> TypedQuery<T> bind(TypedQuery<T> query, Map<String, Object> parameters) {
    parameters.forEach(query::setParameter);
    return query;
  }
}
