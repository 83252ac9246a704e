package undertone.corpora.pseudo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.ClipId;
import undertone.corpora.RunId;

/// Reads on what labels rest that runs have spread.
public final class SpreadBases {
  private static final TypeReference<Map<String, Double>> BY_LABEL = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json = JsonMapper.shared();

  public SpreadBases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What is kept of the labels that a run has spread to clips; none of runs from before it was.
  ///
  /// @param clips at most a page
  public Map<ClipId, SpreadBasis> of(RunId run, Collection<ClipId> clips) {
    if (clips.isEmpty()) {
      return Map.of();
    }
    var ids = clips.stream().map(ClipId::value).toList();
    var replaced = replaced(run, ids);
    var taught = taught(run, ids);
    var bases = new HashMap<ClipId, SpreadBasis>();
    jdbc.sql(
            """
            select p.clip_id, p.label, p.confidence, p.folds, p.modalities, p.neighbours,
              p.machines, p.looks, p.taught, p.content, s.round, s.method, s.plan_hash, s.networks,
              s.modalities, s.looks, s.threshold_kind, s.thresholds, r.data_hash, r.finished_at
            from pseudo_label p
            join pseudo_spreading s on s.run_id = p.run_id
            join run r on r.id = p.run_id
            where p.run_id = :run and p.truth is null and p.clip_id in (:clips)
            """)
        .param("run", run.value())
        .param("clips", ids)
        .query((row, _) -> {
          long clip = row.getLong(1);
          return bases.put(
              new ClipId(clip),
              basis(run, row, replaced.get(clip), taught.getOrDefault(clip, List.of())));
        })
        .list();
    return bases;
  }

  private SpreadBasis basis(RunId run, ResultSet row, @Nullable Long replaces, List<Long> teaches)
      throws SQLException {
    var label = row.getString(2);
    var grounds = json.readValue(row.getString(10), PseudoLabel.Grounds.class);
    // Labels stand in the order of the scheme in both, so the most probable is the label's own.
    double raw = grounds.raw().isEmpty() ? 0 : grounds.raw().get(best(grounds.probabilities()));
    var thresholds = json.readValue(row.getString(18), BY_LABEL);
    var ended = row.getObject(20, OffsetDateTime.class);
    return new SpreadBasis(
        run.value(),
        row.getInt(11),
        row.getString(12),
        row.getString(13),
        row.getString(19),
        List.of(row.getString(14).split("\\|")),
        ended == null ? null : ended.toInstant().toString(),
        row.getDouble(3),
        raw,
        grounds.margin(),
        grounds.entropy(),
        new PseudoLabel.Agreeing(row.getInt(4), row.getInt(5), row.getInt(6), row.getInt(7)),
        row.getInt(15),
        row.getInt(8),
        row.getInt(16),
        row.getInt(9),
        row.getString(17),
        thresholds.get(label),
        replaces,
        teaches);
  }

  private static int best(List<Double> probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.size(); c++) {
      best = probabilities.get(c) > probabilities.get(best) ? c : best;
    }
    return best;
  }

  /// The last of earlier rounds. Runs that failed or were withdrawn said nothing that stood; those
  /// of one round did not know of each other.
  private Map<Long, Long> replaced(RunId run, List<Long> clips) {
    var replaced = new HashMap<Long, Long>();
    jdbc.sql(
            """
            select p.clip_id, p.run_id from pseudo_label p join run r on r.id = p.run_id
            left join pseudo_spreading s on s.run_id = p.run_id
            where coalesce(s.round, 0) < (select o.round from pseudo_spreading o
                where o.run_id = :run)
              and p.truth is null and p.clip_id in (:clips)
              and r.state = 'DONE' and r.withdrawn_at is null
            order by coalesce(s.round, 0), p.run_id
            """)
        .param("run", run.value())
        .param("clips", clips)
        .query((row, _) -> replaced.put(row.getLong(1), row.getLong(2)))
        .list();
    return replaced;
  }

  /// Runs of later rounds that read the clip with a label.
  private Map<Long, List<Long>> taught(RunId run, List<Long> clips) {
    var taught = new HashMap<Long, List<Long>>();
    jdbc.sql(
            """
            select p.clip_id, p.run_id from pseudo_label p join run r on r.id = p.run_id
            join pseudo_spreading s on s.run_id = p.run_id
            where s.round > (select o.round from pseudo_spreading o where o.run_id = :run)
              and p.truth is not null and p.clip_id in (:clips)
              and r.state = 'DONE' and r.withdrawn_at is null
            order by s.round, p.run_id
            """)
        .param("run", run.value())
        .param("clips", clips)
        .query((row, _) ->
            taught.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>()).add(row.getLong(2)))
        .list();
    return taught;
  }
}
