package undertone.corpora.queue;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import undertone.corpora.CorpusId;
import undertone.corpora.Midnight;
import undertone.corpora.VoterId;

/// How many distressing clips an annotator has had today, and may still have. A person's day is one
/// day, in however many corpora they annotate.
@Component
class Exposure {

  private final JdbcClient jdbc;

  Exposure(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Whether the annotator asked never to be handed a distressing clip.
  boolean spared(VoterId voter) {
    return jdbc.sql(
            "select a.spared from voter v join account a on a.id = v.account_id where v.id = ?")
        .param(voter.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /// Whether one more distressing clip is within the budget. Whoever asks first holds the annotator
  /// until their transaction ends, so that two windows never both get the last one.
  boolean bears(CorpusId corpus, VoterId voter, Instant now) {
    // Updates that change nothing: unlike "for update", they let votes that point there through.
    int people =
        jdbc.sql(
                "update account set spared = spared where id = (select account_id from voter where"
                    + " id = ?)")
            .param(voter.value())
            .update();
    if (people == 0) {
      jdbc.sql("update voter set kind = kind where id = ?").param(voter.value()).update();
    }
    return !spent(corpus, voter, now);
  }

  /// Whether the annotator has had today's distressing clips.
  boolean spent(CorpusId corpus, VoterId voter, Instant now) {
    int budget =
        jdbc.sql("select exposure_budget from corpus where id = ?")
            .param(corpus.value())
            .query(Integer.class)
            .single();
    return budget > 0 && today(voter, now) >= budget;
  }

  private long today(VoterId voter, Instant now) {
    return jdbc.sql(
            """
            select count(distinct l.clip_id)
            from (select w.id from voter w where w.id = :voter
              union select w.id from voter v join voter w on w.account_id = v.account_id
                where v.id = :voter) me
            join lease l on l.voter_id = me.id
            join clip c on c.id = l.clip_id
            where l.touched_at >= :midnight and c.distressing = true
            """)
        .param("voter", voter.value())
        .param("midnight", Midnight.before(now).atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }
}
