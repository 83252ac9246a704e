package undertone.corpora.proposal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipSql;

/// What curators are asked: proposals that are open, of clips that nobody has settled by hand.
@Service
@Transactional(readOnly = true)
public class OpenProposals {
  // Of a clip settled by hand nobody is asked any more, as long as that stands.
  private static final String ASKED =
      "state = 'OPEN' and not exists (select 1 from clip c where c.id = proposal.clip_id"
          + " and c.decided_label is not null)";

  /// How many open proposals move one label to another.
  public record Move(String from, String to, long open) {}

  /// How many open proposals go against what a voter holds.
  public record Overruled(String voter, long open) {}

  /// How many open proposals are on clips that look like one of them.
  ///
  /// @param middle the clip most like all the others
  public record Alike(ClipId middle, long open) {}

  private final ProposalRows rows;
  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;

  OpenProposals(ProposalRows rows, JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /// Open proposals, those first that gain most, from an offset.
  public List<Proposal> review(CorpusId corpus, ReviewFilter filter, int offset, int size) {
    return review(corpus, filter, ReviewOrder.GAIN, offset, size);
  }

  /// Open proposals in an order, from an offset.
  public List<Proposal> review(
      CorpusId corpus, ReviewFilter filter, ReviewOrder order, int offset, int size) {
    var parameters = new HashMap<String, Object>();
    var sql =
        "select id from proposal where "
            + where(corpus, filter, parameters)
            + " order by "
            + order.sql()
            + " limit :size offset :offset";
    parameters.put("size", size);
    parameters.put("offset", offset);
    return inOrder(batches.query(sql, parameters, (row, _) -> row.getLong(1)));
  }

  /// Some of the open proposals a filter leaves, drawn at random: the same seed draws the same ones
  /// as long as nobody decides.
  public List<Proposal> sample(CorpusId corpus, ReviewFilter filter, long seed, int size) {
    var parameters = new HashMap<String, Object>();
    var sql = "select id from proposal where " + where(corpus, filter, parameters) + " order by id";
    var ids = new ArrayList<>(batches.query(sql, parameters, (row, _) -> row.getLong(1)));
    Collections.shuffle(ids, new Random(seed));
    return inOrder(ids.subList(0, Math.min(size, ids.size())));
  }

  private List<Proposal> inOrder(List<Long> ids) {
    var byId = new HashMap<Long, Proposal>();
    rows.findAllById(ids).forEach(p -> byId.put(p.id().value(), p));
    return ids.stream().flatMap(id -> Optional.ofNullable(byId.get(id)).stream()).toList();
  }

  public long count(CorpusId corpus, ReviewFilter filter) {
    var parameters = new HashMap<String, Object>();
    var sql = "select count(*) from proposal where " + where(corpus, filter, parameters);
    var count = batches.queryForObject(sql, parameters, Long.class);
    return count == null ? 0 : count;
  }

  /// The open moves from label to label, most frequent first.
  public List<Move> moves(CorpusId corpus) {
    return jdbc.sql(
            """
            select coalesce(from_label, '') as "from", label as "to", count(*) as "open" from proposal
            where corpus_id = ? and %s group by from_label, label order by count(*) desc, 1, 2
            """
                .formatted(ASKED))
        .param(corpus.value())
        .query((row, _) -> new Move(row.getString(1), row.getString(2), row.getLong(3)))
        .list();
  }

  /// Whom open proposals would overrule, and how often; most often first. Whoever holds nothing of
  /// a clip is not overruled there.
  public List<Overruled> overruled(CorpusId corpus) {
    return jdbc.sql(
            """
            select w.name, count(*) from proposal
            join standing_vote v on v.clip_id = proposal.clip_id join voter w on w.id = v.voter_id
            where proposal.corpus_id = ? and %s and v.candidates <> ''
              and position('|' || proposal.label || '|' in '|' || v.candidates || '|') = 0
            group by w.name order by count(*) desc, w.name
            """
                .formatted(ASKED))
        .param(corpus.value())
        .query((row, _) -> new Overruled(row.getString(1), row.getLong(2)))
        .list();
  }

  /// Groups of open proposals on clips that look alike, largest first; none where the run made
  /// none.
  public List<Alike> alike(CorpusId corpus) {
    return jdbc.sql(
            """
            select near_clip, count(*) from proposal
            where corpus_id = ? and %s and near_clip is not null
            group by near_clip order by count(*) desc, near_clip
            """
                .formatted(ASKED))
        .param(corpus.value())
        .query((row, _) -> new Alike(new ClipId(row.getLong(1)), row.getLong(2)))
        .list();
  }

  private static String where(
      CorpusId corpus, ReviewFilter filter, Map<String, Object> parameters) {
    var where = new StringBuilder("corpus_id = :corpus and ").append(ASKED);
    parameters.put("corpus", corpus.value());
    if (filter.from() != null) {
      where.append(filter.from().isEmpty() ? " and from_label is null" : " and from_label = :from");
      parameters.put("from", filter.from());
    }
    if (filter.to() != null) {
      where.append(" and label = :to");
      parameters.put("to", filter.to());
    }
    if (filter.minNoise() != null) {
      where.append(" and noise >= :minNoise");
      parameters.put("minNoise", filter.minNoise());
    }
    if (filter.minProbability() != null) {
      where.append(" and probability >= :probability");
      parameters.put("probability", filter.minProbability());
    }
    if (filter.kind() != null) {
      where.append(" and kind = :kind");
      parameters.put("kind", filter.kind().name());
    }
    if (filter.overruled() != null) {
      where.append(
          " and exists (select 1 from standing_vote v where v.clip_id = proposal.clip_id"
              + " and v.voter_id = (select w.id from voter w"
              + " where w.corpus_id = :corpus and w.name = :overruled)"
              + " and v.candidates <> '' and"
              + " position('|' || proposal.label || '|' in '|' || v.candidates || '|') = 0)");
      parameters.put("overruled", filter.overruled());
    }
    if (filter.near() != null) {
      where.append(" and near_clip = :near");
      parameters.put("near", filter.near());
    }
    if (!filter.clips().equals(ClipFilter.ALL)) {
      where
          .append(" and clip_id in (select id from clip where ")
          .append(ClipSql.where(corpus, filter.clips(), parameters))
          .append(")");
    }
    return where.toString();
  }
}
