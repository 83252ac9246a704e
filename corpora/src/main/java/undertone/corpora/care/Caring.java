package undertone.corpora.care;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.VoterId;

/// Which clips are hard to bear, how many of them one annotator is handed a day, and what people
/// ask for themselves. Annotators report; curators decide.
@Service
@Transactional
public class Caring {

  /// More a day is no limit any more.
  public static final int LARGEST_BUDGET = 10_000;

  private final JdbcClient jdbc;
  private final Clock clock;

  Caring(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public Wishes of(AccountId account) {
    return jdbc.sql("select spared, break_minutes from account where id = ?")
        .param(account.value())
        .query((row, _) -> new Wishes(row.getBoolean(1), row.getInt(2)))
        .optional()
        .orElse(Wishes.USUAL);
  }

  public void wish(AccountId account, Wishes wishes) {
    jdbc.sql("update account set spared = ?, break_minutes = ? where id = ?")
        .params(wishes.spared(), wishes.breakMinutes(), account.value())
        .update();
  }

  /// How many distressing clips of a corpus one annotator is handed a day; 0 for no limit.
  @Transactional(readOnly = true)
  public int budget(CorpusId corpus) {
    return jdbc.sql("select exposure_budget from corpus where id = ?")
        .param(corpus.value())
        .query(Integer.class)
        .single();
  }

  public void limit(CorpusId corpus, int budget) {
    if (budget < 0 || budget > LARGEST_BUDGET) {
      throw new InvalidValueException(
          "An annotator is handed 1 to %s distressing clips a day, or any number (0), not %s.",
          LARGEST_BUDGET, budget);
    }
    jdbc.sql("update corpus set exposure_budget = ? where id = ?")
        .params(budget, corpus.value())
        .update();
  }

  /// An annotator finds a clip hard to bear. Said twice, it counts once; said again after a curator
  /// has decided, it is asked again.
  public void report(CorpusId corpus, ClipId clip, VoterId by) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    // The clip's row is the lock: of two who report at once, one finds the other's row.
    jdbc.sql("select id from clip where id = ? for update")
        .param(clip.value())
        .query(Long.class)
        .optional();
    int again =
        jdbc.sql(
                "update distress_report set reported_at = ?, answered_at = null where clip_id = ?"
                    + " and voter_id = ?")
            .params(now, clip.value(), by.value())
            .update();
    if (again == 0) {
      jdbc.sql(
              "insert into distress_report (clip_id, voter_id, corpus_id, reported_at) values (?,"
                  + " ?, ?, ?)")
          .params(clip.value(), by.value(), corpus.value(), now)
          .update();
    }
  }

  /// How many annotators found a clip hard to bear since a curator last decided.
  @Transactional(readOnly = true)
  public int reports(ClipId clip) {
    return jdbc.sql(
            "select count(*) from distress_report where clip_id = ? and answered_at is null")
        .param(clip.value())
        .query(Integer.class)
        .single();
  }

  /// A curator decides whether a clip is distressing, which no table changes any more; what
  /// annotators reported is answered by it.
  public void mark(ClipId clip, boolean distressing) {
    jdbc.sql(
            "update clip set distressing = ?, distress_decided = true, version = version + 1 where id"
                + " = ?")
        .params(distressing, clip.value())
        .update();
    jdbc.sql("update distress_report set answered_at = ? where clip_id = ? and answered_at is null")
        .params(clock.instant().atOffset(ZoneOffset.UTC), clip.value())
        .update();
  }
}
