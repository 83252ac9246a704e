package undertone.corpora.queue;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// Sends clips to the front of the annotators' queue.
@Service
@Transactional
public class Calls {

  private final JdbcClient jdbc;
  private final Clock clock;

  Calls(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Has clips handed out before all others, the newest call first. A clip that everybody wanted
  /// has answered already takes one more answer, from whoever has not.
  ///
  /// @param by who sent them
  /// @return how many of them can be handed out now; others cannot be read, or are shown as
  ///   examples
  public int call(CorpusId corpus, Collection<ClipId> clips, AccountId by) {
    var now = Timestamp.from(clock.instant());
    int called = 0;
    var inOrder =
        clips.stream().distinct().sorted(Comparator.comparingLong(ClipId::value)).toList();
    for (var clip : inOrder) { // in one order, so that two who call do not wait for each other
      int open =
          jdbc.sql(
                  """
                  update clip set open_slots = case when open_slots > 0 then open_slots else 1 end,
                    wanted = true
                  where id = ? and corpus_id = ? and state = 'READY'
                    and not exists (select 1 from label_example e where e.clip_id = clip.id)
                  """)
              .params(clip.value(), corpus.value())
              .update();
      if (open > 0) {
        remember(corpus, clip, by, now);
        called++;
      }
    }
    return called;
  }

  private void remember(CorpusId corpus, ClipId clip, AccountId by, Timestamp now) {
    int known =
        jdbc.sql("update clip_call set called_by = ?, called_at = ? where clip_id = ?")
            .params(by.value(), now, clip.value())
            .update();
    if (known == 0) {
      jdbc.sql(
              "insert into clip_call (clip_id, corpus_id, called_by, called_at) values (?, ?, ?, ?)")
          .params(clip.value(), corpus.value(), by.value(), now)
          .update();
    }
  }
}
