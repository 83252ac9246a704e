package undertone.corpora.vote;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.corpus.SchemeHistory;
import undertone.corpora.scheme.SchemePast;

/// What voters said of clips that were settled since or before, whether their votes count or not.
@Service
@Transactional(readOnly = true)
public class TrackRecords {

  private final JdbcClient jdbc;
  private final SchemeHistory history;

  TrackRecords(JdbcClient jdbc, SchemeHistory history) {
    this.jdbc = jdbc;
    this.history = history;
  }

  /// What a voter holds of one settled clip.
  ///
  /// @param truth the gold label where there is one, else what a curator decided; like what is
  ///   held, in the words of today's label scheme
  public record Judged(ClipId clip, String truth, CandidateSet held) {}

  /// Every settled clip of a corpus on which a voter holds something. A gold label that has gone
  /// from the scheme settles nothing.
  public List<Judged> of(CorpusId corpus, VoterId voter) {
    var past = history.past(corpus);
    var judged = new ArrayList<Judged>();
    jdbc.sql(
            """
            select c.id, c.decided_label, g.label, g.recorded_at, v.candidates, v.cast_at
            from vote v join clip c on c.id = v.clip_id
              left join gold_label g on g.clip_id = c.id
            where v.corpus_id = :corpus and v.voter_id = :voter
              and v.withdrawn = false and v.cue = 'ALL'
              and coalesce(g.label, c.decided_label) is not null
              and not exists (select 1 from vote n where n.clip_id = v.clip_id
                and n.voter_id = v.voter_id and n.cue = 'ALL' and n.revision > v.revision)
            order by c.id
            """)
        .param("corpus", corpus.value())
        .param("voter", voter.value())
        .query(row -> {
          var held =
              past.at(moment(row, "cast_at"))
                  .candidates(CandidateSet.parse(row.getString("candidates")));
          var clip = new ClipId(row.getLong("id"));
          truth(row, past).ifPresent(truth -> judged.add(new Judged(clip, truth, held)));
        });
    return judged;
  }

  /// A gold label is kept in the words of its day; what a curator decided is in today's.
  private static Optional<String> truth(ResultSet row, SchemePast past) throws SQLException {
    var gold = row.getString("label");
    var read =
        gold == null ? Optional.<String>empty() : past.at(moment(row, "recorded_at")).single(gold);
    var decided = row.getString("decided_label");
    return read.or(() -> Optional.ofNullable(decided));
  }

  private static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
