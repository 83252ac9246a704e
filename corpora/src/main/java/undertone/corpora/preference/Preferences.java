package undertone.corpora.preference;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.challenge.Preference;

/// Keeps which of two descriptions voters prefer. Who changes their mind adds a row; the newest
/// stands.
@Service
@Transactional
public class Preferences {
  private final JdbcClient jdbc;
  private final Clock clock;

  Preferences(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public void write(CorpusId corpus, StandingPreference said) {
    jdbc.sql(
            "insert into preference (id, corpus_id, clip_id, voter_id, a1, a2, preferred,"
                + " written_at) values (nextval('row_seq'), ?, ?, ?, ?, ?, ?, ?)")
        .params(
            corpus.value(),
            said.clip().value(),
            said.voter().value(),
            said.pair().a1(),
            said.pair().a2(),
            said.preference().name(),
            Timestamp.from(clock.instant()))
        .update();
  }

  /// What stands of clips, by clip: voters and pairs in the order they first came.
  ///
  /// @param clips at most a page
  @Transactional(readOnly = true)
  public Map<ClipId, List<StandingPreference>> standing(Collection<ClipId> clips) {
    return standing(jdbc, clips);
  }

  /// The same for a reader that has its own access to the database.
  public static Map<ClipId, List<StandingPreference>> standing(
      JdbcClient jdbc, Collection<ClipId> clips) {
    if (clips.isEmpty()) {
      return Map.of();
    }
    record Said(ClipId clip, VoterId voter, Pair pair) {}
    var newest = new LinkedHashMap<Said, Preference>();
    jdbc.sql(
            "select clip_id, voter_id, a1, a2, preferred from preference where clip_id in (:clips)"
                + " order by clip_id, id")
        .param("clips", clips.stream().map(ClipId::value).toList())
        .query((row, _) ->
            newest.put(
                new Said(
                    new ClipId(row.getLong(1)),
                    new VoterId(row.getLong(2)),
                    new Pair(row.getString(3), row.getString(4))),
                Preference.valueOf(row.getString(5))))
        .list();
    var byClip = new HashMap<ClipId, List<StandingPreference>>();
    newest.forEach((said, preference) ->
        byClip
            .computeIfAbsent(said.clip(), _ -> new ArrayList<>())
            .add(new StandingPreference(said.clip(), said.voter(), said.pair(), preference)));
    return byClip;
  }
}
