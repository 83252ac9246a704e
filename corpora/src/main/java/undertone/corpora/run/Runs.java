package undertone.corpora.run;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;

/// The jobs of the engine as everybody sees them: who started what, how far it is, how it ended.
/// Progress is written by whoever works on the run, in short statements of its own.
@Service
@Transactional
public class Runs {

  private static final Sentence CANCELLED_EARLY = Sentence.of("Cancelled before it began.");

  private final RunRows runs;
  private final JdbcClient jdbc;
  private final Clock clock;

  Runs(RunRows runs, JdbcClient jdbc, Clock clock) {
    this.runs = runs;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// @param plan all parameters, as JSON
  public Run queue(
      RunKind kind,
      @Nullable CorpusId corpus,
      String plan,
      long seed,
      String codeVersion,
      @Nullable AccountId by) {
    return runs.save(new Run(kind, corpus, plan, seed, codeVersion, by, clock.instant()));
  }

  @Transactional(readOnly = true)
  public Optional<Run> find(RunId id) {
    return runs.findById(id.value());
  }

  @Transactional(readOnly = true)
  public List<Run> newest(CorpusId corpus) {
    return runs.findTop100ByCorpusIdOrderByCreatedAtDescIdDesc(corpus.value());
  }

  /// All runs of one kind over a corpus, newest first.
  @Transactional(readOnly = true)
  public List<Run> of(CorpusId corpus, RunKind kind) {
    return runs.findByCorpusIdAndKindOrderByCreatedAtDescIdDesc(corpus.value(), kind);
  }

  @Transactional(readOnly = true)
  public List<Run> newest() {
    return runs.findTop100ByOrderByCreatedAtDescIdDesc();
  }

  /// Marks a run as being worked on; false if it has ended or was cancelled before it began.
  public boolean begin(RunId id, String device) {
    return jdbc.sql(
                "update run set state = 'RUNNING', attempts = attempts + 1, device = :device, started_at ="
                    + " coalesce(started_at, :now) where id = :id and state in ('QUEUED',"
                    + " 'RUNNING') and cancel_asked = false")
            .param("device", device)
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("id", id.value())
            .update()
        == 1;
  }

  /// Puts back a run that an engine, told to stop, did not finish: no failure of the run, and not
  /// counted as an attempt.
  public void putBack(RunId id) {
    jdbc.sql(
            "update run set state = 'QUEUED', attempts = attempts - 1 where id = :id and state ="
                + " 'RUNNING'")
        .param("id", id.value())
        .update();
  }

  /// @param progress 0..1
  public void report(RunId id, double progress, Sentence message) {
    jdbc.sql("update run set progress = ?, message = ? where id = ? and state = 'RUNNING'")
        .params(Math.clamp(progress, 0, 1), message.encoded(), id.value())
        .update();
  }

  public void readData(RunId id, String dataHash) {
    jdbc.sql("update run set data_hash = ? where id = ?").params(dataHash, id.value()).update();
  }

  @Transactional(readOnly = true)
  public boolean cancelAsked(RunId id) {
    return jdbc.sql("select cancel_asked from run where id = ?")
        .param(id.value())
        .query(Boolean.class)
        .optional()
        .orElse(true);
  }

  /// Asks a run to stop; one that has not begun stops at once.
  public void cancel(RunId id) {
    jdbc.sql("update run set cancel_asked = true where id = ? and state in ('QUEUED', 'RUNNING')")
        .param(id.value())
        .update();
    jdbc.sql(
            "update run set state = 'CANCELLED', finished_at = ?, message = ?"
                + " where id = ? and state = 'QUEUED'")
        .params(clock.instant().atOffset(ZoneOffset.UTC), CANCELLED_EARLY.encoded(), id.value())
        .update();
  }

  /// Lets a failed or cancelled run go on from its last checkpoint.
  public boolean again(RunId id) {
    return jdbc.sql(
                "update run set state = 'QUEUED', cancel_asked = false, attempts = 0, finished_at = null, message"
                    + " = '' where id = ? and state in ('FAILED', 'CANCELLED')")
            .param(id.value())
            .update()
        == 1;
  }

  /// @param summary the run's figures as JSON
  public void end(RunId id, RunState state, Sentence message, @Nullable String summary) {
    jdbc.sql(
            "update run set state = :state, message = :message, summary = coalesce(:summary,"
                + " summary), progress = case when :state = 'DONE' then 1 else progress end,"
                + " finished_at = :now where id = :id")
        .param("state", state.name())
        .param("message", message.encoded())
        .param("summary", summary)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("id", id.value())
        .update();
  }

  /// Marks an ended run as withdrawn; false if it was before, or has not ended.
  public boolean withdraw(RunId id, AccountId by) {
    return jdbc.sql(
                "update run set withdrawn_at = ?, withdrawn_by = ? where id = ? and state = 'DONE'"
                    + " and withdrawn_at is null")
            .params(clock.instant().atOffset(ZoneOffset.UTC), by.value(), id.value())
            .update()
        == 1;
  }

  /// Keeps others from withdrawing a run until the transaction ends; false if it is withdrawn.
  public boolean lockStanding(RunId id) {
    return jdbc.sql("select id from run where id = ? and withdrawn_at is null for update")
        .param(id.value())
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /// Adds one entry (JSON) to a run's journal; the same number again changes nothing, so a resumed
  /// run may repeat itself.
  public void journal(RunId id, int seq, String entry) {
    jdbc.sql(
            """
            insert into run_entry (id, run_id, seq, content)
            select nextval('row_seq'), ?, ?, ? where not exists
              (select 1 from run_entry where run_id = ? and seq = ?)
            """)
        .params(id.value(), seq, entry, id.value(), seq)
        .update();
  }

  /// The journal after an entry number (exclusive; start with -1), in the order of numbers, which
  /// need not be that of time.
  @Transactional(readOnly = true)
  public List<String> journal(RunId id, int after) {
    return jdbc.sql("select content from run_entry where run_id = ? and seq > ? order by seq")
        .params(id.value(), after)
        .query((row, _) -> row.getString(1))
        .list();
  }
}
