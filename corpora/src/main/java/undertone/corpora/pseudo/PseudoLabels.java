package undertone.corpora.pseudo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.run.RunKind;

/// Keeps all that runs say of clips while they spread labels, whether or not it is proposed, so
/// that what has to be passed can be changed afterwards.
@Service
@Transactional
public class PseudoLabels {
  private static final int BATCH = 500;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final Clock clock;
  private final SpreadBases bases;
  private final JsonMapper json = JsonMapper.shared();

  PseudoLabels(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.clock = clock;
    bases = new SpreadBases(jdbc);
  }

  /// A label that a curator accepted together with others, unseen.
  ///
  /// @param run that spread it
  public record Unseen(RunId run, String label) {}

  /// Keeps what a run says; what it said before, if it was begun again, goes.
  public void keep(RunId run, Stream<PseudoLabel> labels) {
    jdbc.sql("delete from pseudo_label where run_id = ?").param(run.value()).update();
    labels.gather(Gatherers.windowFixed(BATCH)).forEach(some -> insert(run, some));
  }

  /// Which round a run is that reads a corpus now: one more than there are runs of its kind that
  /// have ended well and stand, whether or not it was kept how they came to their labels, and later
  /// than any of theirs, should one before them have been withdrawn. Two that are at work side by
  /// side are of one round, since neither learns from the other.
  @Transactional(readOnly = true)
  public int round(CorpusId corpus) {
    return 1
        + jdbc.sql(
                """
                select greatest(count(*), coalesce(max(s.round), 0))
                from run r left join pseudo_spreading s on s.run_id = r.id
                where r.corpus_id = ? and r.kind = ? and r.state = 'DONE'
                  and r.withdrawn_at is null
                """)
            .params(corpus.value(), RunKind.PSEUDO.name())
            .query(Integer.class)
            .single();
  }

  /// The rounds of a corpus' runs; none of runs from before it was kept.
  @Transactional(readOnly = true)
  public Map<RunId, Integer> rounds(CorpusId corpus) {
    var rounds = new HashMap<RunId, Integer>();
    jdbc.sql(
            "select s.run_id, s.round from pseudo_spreading s join run r on r.id = s.run_id where"
                + " r.corpus_id = ?")
        .param(corpus.value())
        .query(row -> {
          rounds.put(new RunId(row.getLong(1)), row.getInt(2));
        });
    return rounds;
  }

  /// Keeps how a run comes to its labels; how it came before, if it was begun again, goes.
  ///
  /// @param round what [#round] said when the run read the corpus
  public void keep(RunId run, int round, Spreading how) {
    jdbc.sql("delete from pseudo_spreading where run_id = ?").param(run.value()).update();
    jdbc.sql(
            "insert into pseudo_spreading (run_id, round, method, plan_hash, networks, modalities,"
                + " looks, threshold_kind, thresholds) values (?,?,?,?,?,?,?,?,?)")
        .params(
            run.value(),
            round,
            how.method(),
            how.planHash(),
            String.join("|", how.networks()),
            how.modalities(),
            how.looks(),
            how.thresholdKind(),
            json.writeValueAsString(how.thresholds()))
        .update();
  }

  /// What is kept of the labels that a run has spread to clips; none of runs from before it was.
  ///
  /// @param clips at most a page
  @Transactional(readOnly = true)
  public Map<ClipId, SpreadBasis> bases(RunId run, Collection<ClipId> clips) {
    return bases.of(run, clips);
  }

  private void insert(RunId run, List<PseudoLabel> labels) {
    batches.batchUpdate(
        """
        insert into pseudo_label (run_id, clip_id, truth, origin, label, confidence, folds,
          modalities, neighbours, machines, proposable, candidates, content, looks, taught)
        values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """,
        labels,
        BATCH,
        (statement, one) -> {
          statement.setLong(1, run.value());
          statement.setLong(2, one.clip().value());
          statement.setString(3, one.truth());
          statement.setString(4, one.origin() == null ? null : one.origin().name());
          statement.setString(5, one.label());
          statement.setDouble(6, one.confidence());
          statement.setInt(7, one.agreeing().folds());
          statement.setInt(8, one.agreeing().modalities());
          statement.setInt(9, one.agreeing().neighbours());
          statement.setInt(10, one.agreeing().machines());
          statement.setBoolean(11, one.proposable());
          statement.setString(12, one.candidates().written());
          statement.setString(13, json.writeValueAsString(one.grounds()));
          statement.setInt(14, one.looks());
          statement.setInt(15, one.taught());
        });
  }

  /// All that a run says, without what it rests on: much lighter than with it.
  @Transactional(readOnly = true)
  public List<PseudoLabel> of(RunId run) {
    return jdbc.sql(
            "select clip_id, truth, origin, label, confidence, folds, modalities, neighbours,"
                + " machines, proposable, candidates, null, looks, taught from pseudo_label where run_id"
                + " = ? order by clip_id")
        .param(run.value())
        .query((row, _) -> read(row))
        .list();
  }

  /// What a run says of clips, with all it rests on, in the order of their numbers.
  ///
  /// @param after number of the last clip one has; 0 for the first page
  @Transactional(readOnly = true)
  public List<PseudoLabel> page(RunId run, long after, int size) {
    return jdbc.sql(
            "select clip_id, truth, origin, label, confidence, folds, modalities, neighbours,"
                + " machines, proposable, candidates, content, looks, taught from pseudo_label where"
                + " run_id = ? and clip_id > ? order by clip_id limit ?")
        .params(run.value(), after, size)
        .query((row, _) -> read(row))
        .list();
  }

  private PseudoLabel read(ResultSet row) throws SQLException {
    var origin = row.getString(3);
    var content = row.getString(12);
    return new PseudoLabel(
        new ClipId(row.getLong(1)),
        row.getString(2),
        origin == null ? null : LabelOrigin.valueOf(origin),
        row.getString(4),
        row.getDouble(5),
        new PseudoLabel.Agreeing(row.getInt(6), row.getInt(7), row.getInt(8), row.getInt(9)),
        row.getInt(13),
        row.getInt(14),
        row.getBoolean(10),
        CandidateSet.parse(row.getString(11)),
        content == null
            ? PseudoLabel.Grounds.NONE
            : json.readValue(content, PseudoLabel.Grounds.class));
  }

  /// What the labels of a run have to pass, as JSON; none while it is at work.
  @Transactional(readOnly = true)
  public Optional<String> gates(RunId run) {
    return jdbc.sql("select content from pseudo_gates where run_id = ?")
        .param(run.value())
        .query(String.class)
        .optional();
  }

  /// @param gates as JSON
  public void gates(RunId run, String gates) {
    jdbc.sql("delete from pseudo_gates where run_id = ?").param(run.value()).update();
    jdbc.sql("insert into pseudo_gates (run_id, content, changed_at) values (?, ?, ?)")
        .params(run.value(), gates, Timestamp.from(clock.instant()))
        .update();
  }

  /// Clips whose label stands because a curator accepted it together with others, unseen.
  @Transactional(readOnly = true)
  public Map<ClipId, Unseen> unseen(CorpusId corpus) {
    var unseen = new HashMap<ClipId, Unseen>();
    jdbc.sql(
            """
            select p.clip_id, p.run_id, p.label from standing_decision d
            join decision s on s.id = d.settling_id join proposal p on p.id = s.proposal_id
            where d.corpus_id = ? and p.kind = 'PSEUDO_LABEL' and s.verdict = 'ACCEPT'
              and s.batch is not null
            """)
        .param(corpus.value())
        .query(row -> {
          unseen.put(
              new ClipId(row.getLong(1)), new Unseen(new RunId(row.getLong(2)), row.getString(3)));
        });
    return unseen;
  }

  /// How many labels of a run were accepted unseen and stand.
  @Transactional(readOnly = true)
  public Map<String, Integer> unseen(RunId run) {
    var counts = new HashMap<String, Integer>();
    jdbc.sql(
            """
            select p.label, count(*) from standing_decision d
            join decision s on s.id = d.settling_id join proposal p on p.id = s.proposal_id
            where p.run_id = ? and p.kind = 'PSEUDO_LABEL' and s.verdict = 'ACCEPT'
              and s.batch is not null group by p.label
            """)
        .param(run.value())
        .query(row -> {
          counts.put(row.getString(1), row.getInt(2));
        });
    return counts;
  }
}
