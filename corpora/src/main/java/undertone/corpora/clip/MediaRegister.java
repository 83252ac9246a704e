package undertone.corpora.clip;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.CorpusId;

/// Which media are still to be prepared for annotators, and what became of the rest.
@Service
@Transactional
public class MediaRegister {

  private final JdbcClient jdbc;

  MediaRegister(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What is known of media.
  ///
  /// @param mime found by content
  /// @param browserSafe whether browsers play the original
  /// @param pending whether what annotators need is still being made
  public record Registered(String mime, boolean browserSafe, boolean pending) {}

  @Transactional(readOnly = true)
  public Optional<Registered> find(String hash) {
    return jdbc.sql("select mime, browser_safe, preparation from media_file where hash = ?")
        .param(hash)
        .query((row, _) ->
            new Registered(row.getString(1), row.getBoolean(2), row.getString(3).equals("PENDING")))
        .optional();
  }

  /// Media of a corpus that wait to be prepared, in the order in which their clips are handed out.
  @Transactional(readOnly = true)
  public List<String> pending(CorpusId corpus, int most) {
    return jdbc.sql(
            """
            select m.hash, min(c.position) from media_file m join clip c on c.media_hash = m.hash
            where c.corpus_id = ? and c.state = 'READY' and m.preparation = 'PENDING'
            group by m.hash order by 2 limit ?
            """)
        .params(corpus.value(), most)
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Transactional(readOnly = true)
  public long countPending(CorpusId corpus) {
    return jdbc.sql(
            """
            select count(distinct m.hash) from media_file m join clip c on c.media_hash = m.hash
            where c.corpus_id = ? and c.state = 'READY' and m.preparation = 'PENDING'
            """)
        .param(corpus.value())
        .query(Long.class)
        .single();
  }

  /// @param durationMicros exact, as preparing found it; 0 for media without time
  /// @param remark what a curator should know; empty if nothing
  public void prepared(String hash, long durationMicros, boolean hasSound, String remark) {
    jdbc.sql("update media_file set preparation = 'READY', note = ? where hash = ?")
        .params(remark, hash)
        .update();
    if (durationMicros > 0) {
      jdbc.sql("update clip set duration_micros = ?, has_audio = ? where media_hash = ?")
          .params(durationMicros, hasSound, hash)
          .update();
    }
  }

  /// Media that turned out to be unreadable after all: their clips say so, nothing else stops.
  public void unreadable(String hash, String reason) {
    jdbc.sql("update media_file set preparation = 'FAILED', note = ? where hash = ?")
        .params(reason, hash)
        .update();
    jdbc.sql("update clip set state = 'UNREADABLE', reason = ? where media_hash = ?")
        .params(reason, hash)
        .update();
  }

  /// Media whose file is gone from the store: their clips say so and are handed to nobody until it
  /// is back.
  public void lost(String hash) {
    jdbc.sql("update media_file set preparation = 'LOST' where hash = ?").param(hash).update();
    jdbc.sql(
            "update clip set state = 'UNREADABLE', reason = ?, version = version + 1 where"
                + " media_hash = ? and state = 'READY'")
        .params(
            "the file %s is missing from the media store; bring it back from a backup and run"
                    .formatted(hash)
                + " `undertone doctor`, or import its folder again",
            hash)
        .update();
  }

  /// Media whose file has come back: their clips are handed out again once they are prepared.
  public void found(String hash) {
    int lost =
        jdbc.sql(
                "update media_file set preparation = 'PENDING' where hash = ? and preparation ="
                    + " 'LOST'")
            .param(hash)
            .update();
    if (lost > 0) {
      jdbc.sql(
              "update clip set state = 'READY', reason = null, version = version + 1 where"
                  + " media_hash = ? and state = 'UNREADABLE'")
          .param(hash)
          .update();
    }
  }

  /// A medium some clip needs, and whether it was missed before.
  public record Needed(String hash, boolean lost) {}

  /// Media that clips need, by hash, after a hash (exclusive; start with an empty text).
  @Transactional(readOnly = true)
  public List<Needed> needed(String after, int most) {
    return jdbc.sql(
            "select hash, preparation from media_file where hash > ? and preparation <> 'FAILED'"
                + " order by hash limit ?")
        .params(after, most)
        .query((row, _) -> new Needed(row.getString(1), row.getString(2).equals("LOST")))
        .list();
  }

  /// Corpora that hold clips of a medium.
  @Transactional(readOnly = true)
  public List<CorpusId> corporaOf(String hash) {
    return jdbc.sql("select distinct corpus_id from clip where media_hash = ?")
        .param(hash)
        .query((row, _) -> new CorpusId(row.getLong(1)))
        .list();
  }
}
