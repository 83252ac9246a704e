package undertone.corpora.proposal;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import undertone.corpora.corpus.SchemeHistory;

/// What runs suggest, in the order in which a curator's minute gains most.
@Service
@Transactional
public class Proposals {

  private final ProposalRows rows;
  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;
  private final JsonMapper json = JsonMapper.shared();
  private final SchemeHistory history;
  private final Estimates estimates;
  private final Clock clock;

  Proposals(
      ProposalRows rows,
      JdbcClient jdbc,
      NamedParameterJdbcTemplate batches,
      SchemeHistory history,
      Estimates estimates,
      Clock clock) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.batches = batches;
    this.history = history;
    this.estimates = estimates;
    this.clock = clock;
  }

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
    this.estimates.insert(run, estimates);
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
    estimates
        .orderMissing(); // the run that is asked from now on may be from before the order was kept
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

  @Transactional(readOnly = true)
  public List<Proposal> ofClip(ClipId clip) {
    return rows.findByClipIdOrderByIdDesc(clip.value());
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
}
