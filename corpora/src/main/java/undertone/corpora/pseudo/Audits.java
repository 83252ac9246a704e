package undertone.corpora.pseudo;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;

/// Labels that were accepted unseen, some of them judged by somebody who cannot see what was
/// accepted.
@Service
@Transactional
public class Audits {

  // What was accepted and stands. An answer settles the clip itself, so it is in no list again.
  private static final String UNSEEN =
      """
       from standing_decision d join decision s on s.id = d.settling_id
         join proposal p on p.id = s.proposal_id
       where p.kind = 'PSEUDO_LABEL' and s.verdict = 'ACCEPT' and s.batch is not null
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  Audits(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// A clip to be judged.
  ///
  /// @param run that spread its label
  public record Asked(long id, RunId run, ClipId clip) {}

  /// How an accepted label fared.
  ///
  /// @param drawn clips
  /// @param judged of them
  /// @param right judged to be what was accepted
  public record Fared(String label, int drawn, int judged, int right) {}

  /// Draws labels of a run that were accepted unseen and not drawn before, each as likely.
  ///
  /// @return how many
  public int draw(CorpusId corpus, RunId run, int count, long seed) {
    record Accepted(long clip, String label) {}
    var open =
        new ArrayList<>(
            jdbc.sql(
                    "select p.clip_id, p.label"
                        + UNSEEN
                        + " and p.run_id = ? and not exists (select 1 from pseudo_audit a where"
                        + " a.run_id = p.run_id and a.clip_id = p.clip_id) order by p.clip_id")
                .param(run.value())
                .query((row, _) -> new Accepted(row.getLong(1), row.getString(2)))
                .list());
    Collections.shuffle(open, new Random(seed));
    var drawn = open.subList(0, Math.min(count, open.size()));
    var now = Timestamp.from(clock.instant());
    for (var one : drawn) {
      jdbc.sql(
              "insert into pseudo_audit (id, corpus_id, run_id, clip_id, label, drawn_at) values"
                  + " (nextval('row_seq'), ?, ?, ?, ?, ?)")
          .params(corpus.value(), run.value(), one.clip(), one.label(), now)
          .update();
    }
    return drawn.size();
  }

  /// What is drawn and not judged yet, as long as what was accepted stands.
  @Transactional(readOnly = true)
  public List<Asked> open(CorpusId corpus) {
    return jdbc.sql(
            "select a.id, a.run_id, a.clip_id from pseudo_audit a where a.corpus_id = ? and a.said is"
                + " null and exists (select 1"
                + UNSEEN
                + " and p.run_id = a.run_id and p.clip_id = a.clip_id) order by a.id")
        .param(corpus.value())
        .query((row, _) ->
            new Asked(row.getLong(1), new RunId(row.getLong(2)), new ClipId(row.getLong(3))))
        .list();
  }

  /// One that is drawn.
  @Transactional(readOnly = true)
  public Optional<Asked> find(CorpusId corpus, long id) {
    return jdbc.sql("select id, run_id, clip_id from pseudo_audit where corpus_id = ? and id = ?")
        .params(corpus.value(), id)
        .query((row, _) ->
            new Asked(row.getLong(1), new RunId(row.getLong(2)), new ClipId(row.getLong(3))))
        .optional();
  }

  /// Takes an answer; false if there is one.
  public boolean say(long id, String label, AccountId auditor) {
    return jdbc.sql(
                "update pseudo_audit set said = ?, auditor_id = ?, said_at = ? where id = ? and said"
                    + " is null")
            .params(label, auditor.value(), Timestamp.from(clock.instant()), id)
            .update()
        == 1;
  }

  /// How the labels of a run fared that were accepted unseen, by accepted label.
  @Transactional(readOnly = true)
  public List<Fared> of(RunId run) {
    return jdbc.sql(
            """
            select label, count(*), count(said), sum(case when said = label then 1 else 0 end)
            from pseudo_audit where run_id = ? group by label order by label
            """)
        .param(run.value())
        .query((row, _) -> new Fared(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4)))
        .list();
  }

  /// Runs of a corpus whose labels were accepted unseen, newest first.
  @Transactional(readOnly = true)
  public List<RunId> runs(CorpusId corpus) {
    return jdbc.sql(
            """
            select r.id from run r where r.corpus_id = ? and r.kind = 'PSEUDO'
              and r.withdrawn_at is null and exists (select 1 from proposal p
                join decision d on d.proposal_id = p.id
                where p.run_id = r.id and d.verdict = 'ACCEPT' and d.batch is not null)
            order by r.created_at desc, r.id desc
            """)
        .param(corpus.value())
        .query((row, _) -> new RunId(row.getLong(1)))
        .list();
  }
}
