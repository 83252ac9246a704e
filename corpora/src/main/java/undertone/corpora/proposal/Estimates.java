package undertone.corpora.proposal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.ClipId;
import undertone.corpora.RunId;

/// What runs believe of clips, label by label.
@Service
@Transactional
public class Estimates {
  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;
  private final JsonMapper json = JsonMapper.shared();

  Estimates(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /// The estimate of a clip by one run.
  @Transactional(readOnly = true)
  public Optional<Estimate> of(RunId run, ClipId clip) {
    return Optional.ofNullable(of(run, List.of(clip)).get(clip));
  }

  /// What a run believes of clips, of some of them only where there are more than `most`: the same
  /// ones each time, from all over the corpus.
  @Transactional(readOnly = true)
  public List<Estimate> some(RunId run, int most) {
    long step = Math.max(1, Math.ceilDiv(count(run), most));
    return jdbc.sql(
            """
            select clip_id, noise, flagged, probabilities
            from (select e.*, row_number() over (order by clip_id) as place
              from estimate e where run_id = ?) placed
            where mod(place, ?) = 0 order by clip_id
            """)
        .params(run.value(), step)
        .query((row, _) -> estimate(row))
        .list();
  }

  /// What a run believes of some clips.
  @Transactional(readOnly = true)
  public Map<ClipId, Estimate> of(RunId run, Collection<ClipId> clips) {
    var found = new HashMap<ClipId, Estimate>();
    if (!clips.isEmpty()) {
      jdbc.sql(
              "select clip_id, noise, flagged, probabilities from estimate where run_id = :run and"
                  + " clip_id in (:clips)")
          .param("run", run.value())
          .param("clips", clips.stream().map(ClipId::value).toList())
          .query((row, _) -> estimate(row))
          .list()
          .forEach(estimate -> found.put(estimate.clip(), estimate));
    }
    return found;
  }

  /// On how many clips a run says what it believes.
  @Transactional(readOnly = true)
  public long count(RunId run) {
    return jdbc.sql("select count(*) from estimate where run_id = ?")
        .param(run.value())
        .query(Long.class)
        .single();
  }

  private Estimate estimate(ResultSet row) throws SQLException {
    return new Estimate(
        new ClipId(row.getLong(1)),
        row.getDouble(2),
        row.getBoolean(3),
        readShares(row.getString(4)));
  }

  private Map<String, Double> readShares(String written) {
    var shares = new HashMap<String, Double>();
    json.readTree(written)
        .properties()
        .forEach(e -> shares.put(e.getKey(), e.getValue().asDouble()));
    return shares;
  }

  /// Labels, the most probable first. One that is held impossible has no place among them: where a
  /// clip is settled all others are, and the alphabet would put them in an order.
  private static String ranked(Map<String, Double> probabilities) {
    return probabilities.entrySet().stream()
        .filter(believed -> believed.getValue() > 0)
        .sorted(
            Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining("|"));
  }

  /// Orders what each corpus's newest run believes, where that is from before the order was kept:
  /// of a run all or nothing, so its first clip tells.
  ///
  /// @return how many estimates were ordered
  public int orderMissing() {
    int ordered = 0;
    for (var run : newestJudging()) {
      var first =
          jdbc.sql(
                  "select ranked from estimate where run_id = ? order by clip_id"
                      + " fetch first 1 rows only")
              .param(run.value())
              .query((row, _) -> Optional.ofNullable(row.getString(1)))
              .single();
      if (first.isEmpty()) {
        ordered += order(run);
      }
    }
    return ordered;
  }

  private List<RunId> newestJudging() {
    return jdbc.sql(
            """
            select j.id from (select r.id, row_number() over (partition by r.corpus_id
                order by r.created_at desc, r.id desc) as age
              from run r where r.corpus_id is not null and r.withdrawn_at is null
                and exists (select 1 from estimate e where e.run_id = r.id)) j
            where j.age = 1
            """)
        .query((row, _) -> new RunId(row.getLong(1)))
        .list();
  }

  private int order(RunId run) {
    var estimates = some(run, Integer.MAX_VALUE);
    batches
        .getJdbcTemplate()
        .batchUpdate(
            "update estimate set ranked = ? where run_id = ? and clip_id = ?",
            estimates,
            500,
            (statement, e) -> {
              statement.setString(1, ranked(e.probabilities()));
              statement.setLong(2, run.value());
              statement.setLong(3, e.clip().value());
            });
    return estimates.size();
  }

  void insert(RunId run, List<Estimate> estimates) {
    var template = batches.getJdbcTemplate();
    template.batchUpdate(
        "insert into estimate (run_id, clip_id, noise, flagged, probabilities, ranked) values"
            + " (?,?,?,?,?,?)",
        estimates,
        500,
        (statement, e) -> {
          statement.setLong(1, run.value());
          statement.setLong(2, e.clip().value());
          statement.setDouble(3, e.noise());
          statement.setBoolean(4, e.flagged());
          statement.setString(5, json.writeValueAsString(e.probabilities()));
          statement.setString(6, ranked(e.probabilities()));
        });
    template.batchUpdate(
        "update clip set noise = ? where id = ?",
        estimates,
        500,
        (statement, e) -> {
          statement.setDouble(1, e.noise());
          statement.setLong(2, e.clip().value());
        });
  }
}
