package undertone.corpora.clip;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.CorpusId;
import undertone.corpora.Cue;

/// Which media have a copy that holds one cue alone. Clips are handed out in a pass over faces or
/// voices only once there is one.
@Service
@Transactional
public class CueCopies {

  private final JdbcClient jdbc;

  CueCopies(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Media of a corpus whose copy is still to be made, in the order of their clips.
  @Transactional(readOnly = true)
  public List<String> pending(CorpusId corpus, Cue cue, int most) {
    return jdbc.sql(
            "select c.media_hash, min(c.position) "
                + waiting(cue)
                + " group by c.media_hash order by"
                + " 2 limit ?")
        .params(corpus.value(), cue.name(), most)
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Transactional(readOnly = true)
  public long countPending(CorpusId corpus, Cue cue) {
    return jdbc.sql("select count(distinct c.media_hash) " + waiting(cue))
        .params(corpus.value(), cue.name())
        .query(Long.class)
        .single();
  }

  /// @param made false if the cue cannot be had from these media
  public void settle(String hash, Cue cue, boolean made) {
    // The row of the media is the lock: two runs may have made the same copy.
    jdbc.sql("select hash from media_file where hash = ? for update")
        .param(hash)
        .query((row, _) -> row.getString(1))
        .optional();
    jdbc.sql("delete from cue_copy where hash = ? and cue = ?").params(hash, cue.name()).update();
    jdbc.sql("insert into cue_copy (hash, cue, made) values (?, ?, ?)")
        .params(hash, cue.name(), made)
        .update();
  }

  private static String waiting(Cue cue) {
    return "from clip c where c.corpus_id = ? and c.state = 'READY' and c.media_hash is not null and "
        + switch (cue) {
          case FACE -> "c.modality = 'VIDEO'";
          case VOICE -> "c.has_audio = true";
          case WORDS, ALL, LISTENER ->
              throw new IllegalArgumentException("Bug: %s needs no copy.".formatted(cue));
        }
        + " and not exists (select 1 from cue_copy k where k.hash = c.media_hash and k.cue = ?)";
  }
}
