package undertone.corpora.proposal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.ProposalId;
import undertone.corpora.RunId;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipSql;
import undertone.corpora.corpus.SchemeHistory;

/// What runs suggest, in the order in which a curator's minute gains most.
@Service
@Transactional
public class Proposals {

  // Of a clip settled by hand nobody is asked any more, as long as that stands.
  private static final String ASKED =
      "state = 'OPEN' and not exists (select 1 from clip c where c.id = proposal.clip_id"
          + " and c.decided_label is not null)";

  private final ProposalRows rows;
  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;
  private final JsonMapper json = JsonMapper.shared();
  private final SchemeHistory history;
  private final Clock clock;

  Proposals(
      ProposalRows rows,
      JdbcClient jdbc,
      NamedParameterJdbcTemplate batches,
      SchemeHistory history,
      Clock clock) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.batches = batches;
    this.history = history;
    this.clock = clock;
  }

  /// How many open proposals move one label to another.
  public record Move(String from, String to, long open) {}

  /// How many open proposals go against what a voter holds.
  public record Overruled(String voter, long open) {}

  /// How many open proposals are on clips that look like one of them.
  ///
  /// @param middle the clip most like all the others
  public record Alike(ClipId middle, long open) {}

  /// Proposals of a run nobody is asked about yet.
  public record HeldBack(RunId run, long proposals) {}

  /// What two runs propose, clip by clip.
  ///
  /// @param same clips for which both propose the same label
  /// @param different clips for which they propose different labels
  /// @param onlyFirst clips for which only the first proposes anything
  public record Comparison(long same, long different, long onlyFirst, long onlySecond) {}

  /// A label a run proposes for a clip.
  ///
  /// @param from leading label of the votes, empty = none leads
  public record Moved(String from, String to) {}

  /// [#publish(RunId, CorpusId, List, List, boolean)] with nothing held back.
  public int publish(
      RunId run, CorpusId corpus, List<Estimate> estimates, List<NewProposal> proposals) {
    return publish(run, corpus, estimates, proposals, false);
  }

  /// Puts a run's findings before the curators in one step: estimates of every clip, proposals for
  /// some. Doing it twice changes nothing. Open proposals of older runs of its kind step aside,
  /// those of a run that spread labels only where this one looked too; clips settled meanwhile, and
  /// labels a curator has rejected for a clip, are not proposed again.
  ///
  /// @param held nobody is asked until [#letIn]; open proposals of older runs stay
  public int publish(
      RunId run,
      CorpusId corpus,
      List<Estimate> estimates,
      List<NewProposal> proposals,
      boolean held) {
    boolean published =
        jdbc.sql(
                    "select (select count(*) from estimate where run_id = :run)"
                        + " + (select count(*) from proposal where run_id = :run)")
                .param("run", run.value())
                .query(Long.class)
                .single()
            > 0;
    if (published) {
      return 0;
    }
    insertEstimates(run, estimates);
    if (!held) {
      supersedeOthers(run, corpus, "");
    }
    var rejected = rejected(corpus);
    var settled = settled(corpus);
    var fresh =
        proposals.stream()
            .filter(p -> !rejected.getOrDefault(p.clip(), Set.of()).contains(p.label()))
            .filter(p -> !settled.contains(p.clip().value()))
            .toList();
    insertProposals(run, corpus, fresh, held ? ProposalState.HELD : ProposalState.OPEN);
    return fresh.size();
  }

  /// Replaces what a run proposes, because what it has to pass was changed: decided proposals stay,
  /// open or held ones that are not among the new step aside.
  ///
  /// @return how many are open or held by now
  public int repropose(RunId run, CorpusId corpus, List<NewProposal> proposals) {
    boolean held = count(run, ProposalState.HELD) > 0;
    var state = held ? ProposalState.HELD : ProposalState.OPEN;
    var wanted = new HashMap<ClipId, NewProposal>();
    proposals.forEach(p -> wanted.put(p.clip(), p));
    var known = new HashSet<ClipId>();
    var stepAside = new ArrayList<Long>();
    var comeBack = new ArrayList<Long>();
    jdbc.sql("select id, clip_id, state from proposal where run_id = ?")
        .param(run.value())
        .query(row -> {
          var clip = new ClipId(row.getLong(2));
          known.add(clip);
          var now = ProposalState.valueOf(row.getString(3));
          boolean asked = now == ProposalState.OPEN || now == ProposalState.HELD;
          if (asked && !wanted.containsKey(clip)) {
            stepAside.add(row.getLong(1));
          } else if (now == ProposalState.SUPERSEDED && wanted.containsKey(clip)) {
            comeBack.add(row.getLong(1));
          }
        });
    mark(stepAside, ProposalState.SUPERSEDED);
    mark(comeBack, state);
    var rejected = rejected(corpus);
    var settled = settled(corpus);
    insertProposals(
        run,
        corpus,
        proposals.stream()
            .filter(p -> !known.contains(p.clip()))
            .filter(p -> !rejected.getOrDefault(p.clip(), Set.of()).contains(p.label()))
            .filter(p -> !settled.contains(p.clip().value()))
            .toList(),
        state);
    return (int) count(run, state);
  }

  private void mark(List<Long> proposals, ProposalState state) {
    batches
        .getJdbcTemplate()
        .batchUpdate(
            "update proposal set state = ?, version = version + 1 where id = ?",
            proposals,
            500,
            (statement, id) -> {
              statement.setString(1, state.name());
              statement.setLong(2, id);
            });
  }

  // A newer run that looked at fewer clips has left some of these held; of the rest it knows
  // better.
  private static final String OLDER_OR_HELD_HERE =
      """
       and (run_id < :run
        or not exists (select 1 from pseudo_label l where l.run_id = :run)
        or clip_id in (select h.clip_id from proposal h where h.run_id = :run
          and h.state = 'HELD'))
      """;

  /// What runs of another kind propose rests on other grounds and stays. A run that spreads labels
  /// says nothing of clips that it did not look at, so what others say of them stays too.
  ///
  /// @param which more that holds of what steps aside, as SQL
  private void supersedeOthers(RunId run, CorpusId corpus, String which) {
    jdbc.sql(
            """
            update proposal set state = 'SUPERSEDED', version = version + 1
            where corpus_id = :corpus and state in ('OPEN', 'HELD') and run_id <> :run
              and run_id in (select r.id from run r
                where r.kind = (select kind from run where id = :run))
              and (not exists (select 1 from pseudo_label l where l.run_id = :run)
                or clip_id in (select l.clip_id from pseudo_label l where l.run_id = :run))
            """
                + which)
        .param("corpus", corpus.value())
        .param("run", run.value())
        .update();
  }

  /// Puts the proposals a run was held back with before the curators; those of clips settled
  /// meanwhile, labels a curator has rejected meanwhile, and open ones of other runs step aside.
  ///
  /// @return how many are asked now
  public int letIn(RunId run, CorpusId corpus) {
    if (count(run, ProposalState.HELD) == 0) {
      return 0;
    }
    supersedeOthers(run, corpus, OLDER_OR_HELD_HERE);
    jdbc.sql(
            "update proposal set state = 'SUPERSEDED', version = version + 1 where run_id = ? and"
                + " state = 'HELD' and clip_id in (select id from clip where corpus_id = ? and"
                + " decided_label is not null)")
        .params(run.value(), corpus.value())
        .update();
    supersedeRejected(run, corpus);
    // What a change of the label scheme has set aside is not held back either, should it come back.
    jdbc.sql(
            "update scheme_set_aside set held = false where held = true and proposal_id in (select"
                + " id from proposal where run_id = ?)")
        .param(run.value())
        .update();
    return jdbc.sql(
            "update proposal set state = 'OPEN', version = version + 1 where run_id = ? and state ="
                + " 'HELD'")
        .param(run.value())
        .update();
  }

  private void supersedeRejected(RunId run, CorpusId corpus) {
    var rejected = rejected(corpus);
    jdbc
        .sql("select id, clip_id, label from proposal where run_id = ? and state = 'HELD'")
        .param(run.value())
        .query((row, _) -> new Held(row.getLong(1), new ClipId(row.getLong(2)), row.getString(3)))
        .list()
        .stream()
        .filter(p -> rejected.getOrDefault(p.clip(), Set.of()).contains(p.label()))
        .forEach(p ->
            jdbc.sql("update proposal set state = 'SUPERSEDED', version = version + 1 where id = ?")
                .param(p.id())
                .update());
  }

  private record Held(long id, ClipId clip, String label) {}

  /// Takes a run's open and held proposals away, and its doubts about clips with them: those of the
  /// newest run that stands count again. The run has to be marked withdrawn before.
  ///
  /// @return how many proposals were taken away
  public int withdraw(RunId run) {
    int gone =
        jdbc.sql(
                "update proposal set state = 'WITHDRAWN', version = version + 1 where run_id = ? and"
                    + " state in ('OPEN', 'HELD', 'SUPERSEDED')")
            .param(run.value())
            .update();
    jdbc.sql(
            """
            update clip set noise = (select e.noise from estimate e join run r on r.id = e.run_id
              where e.clip_id = clip.id and r.withdrawn_at is null
              order by r.created_at desc, e.run_id desc fetch first 1 rows only)
            where id in (select clip_id from estimate where run_id = ?)
            """)
        .param(run.value())
        .update();
    orderMissing(); // the run that is asked from now on may be from before the order was kept
    return gone;
  }

  /// How many proposals of a run stand so.
  @Transactional(readOnly = true)
  public long count(RunId run, ProposalState state) {
    return jdbc.sql("select count(*) from proposal where run_id = ? and state = ?")
        .params(run.value(), state.name())
        .query(Long.class)
        .single();
  }

  /// The newest run whose proposals are held back, and how many those are; none if no run's are.
  @Transactional(readOnly = true)
  public Optional<HeldBack> heldBack(CorpusId corpus) {
    return jdbc.sql(
            """
            select r.id, count(*) from proposal p join run r on r.id = p.run_id
            where p.corpus_id = ? and p.state = 'HELD' group by r.id, r.created_at
            order by r.created_at desc, r.id desc fetch first 1 rows only
            """)
        .param(corpus.value())
        .query((row, _) -> new HeldBack(new RunId(row.getLong(1)), row.getLong(2)))
        .optional();
  }

  /// What two runs propose, clip by clip, whatever became of it.
  @Transactional(readOnly = true)
  public Comparison compare(RunId first, RunId second) {
    return jdbc.sql(
            """
            select count(case when a = b then 1 end), count(case when a <> b then 1 end),
              count(case when b is null then 1 end), count(case when a is null then 1 end)
            from (
              select max(case when run_id = :first then label end) as a,
                max(case when run_id = :second then label end) as b
              from proposal where run_id in (:first, :second) group by clip_id) pairs
            """)
        .param("first", first.value())
        .param("second", second.value())
        .query((row, _) ->
            new Comparison(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .single();
  }

  /// What a run proposes, by clip, whatever became of it.
  @Transactional(readOnly = true)
  public Map<ClipId, Moved> movedBy(RunId run) {
    var moved = new HashMap<ClipId, Moved>();
    jdbc.sql("select clip_id, coalesce(from_label, ''), label from proposal where run_id = ?")
        .param(run.value())
        .query(row -> {
          moved.put(new ClipId(row.getLong(1)), new Moved(row.getString(2), row.getString(3)));
        });
    return moved;
  }

  /// The clips a run has judged.
  @Transactional(readOnly = true)
  public Set<ClipId> judgedBy(RunId run) {
    return new HashSet<>(
        jdbc.sql("select clip_id from estimate where run_id = ?")
            .param(run.value())
            .query((row, _) -> new ClipId(row.getLong(1)))
            .list());
  }

  @Transactional(readOnly = true)
  public Optional<Proposal> find(ProposalId id) {
    return rows.findById(id.value());
  }

  @Transactional(readOnly = true)
  public Evidence evidenceOf(Proposal proposal) {
    return json.readValue(proposal.evidence(), Evidence.class);
  }

  /// Open proposals, those first that gain most, from an offset.
  @Transactional(readOnly = true)
  public List<Proposal> review(CorpusId corpus, ReviewFilter filter, int offset, int size) {
    return review(corpus, filter, ReviewOrder.GAIN, offset, size);
  }

  /// Open proposals in an order, from an offset.
  @Transactional(readOnly = true)
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
  @Transactional(readOnly = true)
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

  @Transactional(readOnly = true)
  public long countOpen(CorpusId corpus, ReviewFilter filter) {
    var parameters = new HashMap<String, Object>();
    var sql = "select count(*) from proposal where " + where(corpus, filter, parameters);
    var count = batches.queryForObject(sql, parameters, Long.class);
    return count == null ? 0 : count;
  }

  /// The open moves from label to label, most frequent first.
  @Transactional(readOnly = true)
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
  @Transactional(readOnly = true)
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
  @Transactional(readOnly = true)
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

  @Transactional(readOnly = true)
  public List<Proposal> ofClip(ClipId clip) {
    return rows.findByClipIdOrderByIdDesc(clip.value());
  }

  /// The estimate of a clip by one run.
  @Transactional(readOnly = true)
  public Optional<Estimate> estimate(RunId run, ClipId clip) {
    return Optional.ofNullable(estimates(run, List.of(clip)).get(clip));
  }

  /// What a run believes of clips, of some of them only where there are more than `most`: the same
  /// ones each time, from all over the corpus.
  @Transactional(readOnly = true)
  public List<Estimate> estimates(RunId run, int most) {
    long step = Math.max(1, Math.ceilDiv(estimated(run), most));
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
  public Map<ClipId, Estimate> estimates(RunId run, Collection<ClipId> clips) {
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
  public long estimated(RunId run) {
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
    var estimates = estimates(run, Integer.MAX_VALUE);
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

  private void insertEstimates(RunId run, List<Estimate> estimates) {
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

  private void insertProposals(
      RunId run, CorpusId corpus, List<NewProposal> proposals, ProposalState state) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    batches
        .getJdbcTemplate()
        .batchUpdate(
            """
            insert into proposal (id, corpus_id, run_id, clip_id, kind, label, from_label, candidates,
              probability, noise, gain, state, evidence, created_at, near_clip, version)
            values (nextval('row_seq'),?,?,?,?,?,?,?,?,?,?,?,?,?,?,0)
            """,
            proposals,
            500,
            (statement, p) -> {
              statement.setLong(1, corpus.value());
              statement.setLong(2, run.value());
              statement.setLong(3, p.clip().value());
              statement.setString(4, p.kind().name());
              statement.setString(5, p.label());
              statement.setString(6, p.fromLabel());
              statement.setString(7, p.candidates().written());
              statement.setDouble(8, p.probability());
              statement.setDouble(9, p.noise());
              statement.setDouble(10, p.gain());
              statement.setString(11, state.name());
              statement.setString(12, json.writeValueAsString(p.evidence()));
              statement.setObject(13, now);
              statement.setObject(14, p.near() == null ? null : p.near().value());
            });
  }

  /// Labels a curator has rejected for a clip, in the words of today's label scheme. A rejection
  /// holds until the clip's votes change after it.
  @Transactional(readOnly = true)
  public Map<ClipId, Set<String>> rejected(CorpusId corpus) {
    var rejected = new HashMap<ClipId, Set<String>>();
    var past = history.past(corpus);
    jdbc.sql(
            """
            select p.clip_id, p.label, d.decided_at from proposal p join standing_decision d on d.proposal_id = p.id
            where p.corpus_id = ? and d.verdict = 'REJECT'
              and not exists (select 1 from vote v where v.clip_id = p.clip_id and v.cue = 'ALL'
                and v.cast_at > d.decided_at
                and v.voter_id not in (select w.id from voter w where w.probation = true))
            """)
        .param(corpus.value())
        .query(row -> {
          var reading = past.at(row.getObject(3, OffsetDateTime.class).toInstant());
          rejected
              .computeIfAbsent(new ClipId(row.getLong(1)), _ -> new HashSet<>())
              .addAll(
                  reading.excluded(CandidateSet.of(row.getString(2)), CandidateSet.NONE).labels());
        });
    return rejected;
  }

  private Set<Long> settled(CorpusId corpus) {
    return new HashSet<>(
        jdbc.sql("select id from clip where corpus_id = ? and decided_label is not null")
            .param(corpus.value())
            .query(Long.class)
            .list());
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
