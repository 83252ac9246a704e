package undertone.corpora.vote;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.corpus.SchemeHistory;

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
  /// @param truth the gold label where there is one, else what a curator decided
  /// @param held in the words of today's label scheme
  public record Judged(ClipId clip, String truth, CandidateSet held) {}

  /// Every settled clip of a corpus on which a voter holds something.
  public List<Judged> of(CorpusId corpus, VoterId voter) {
    var past = history.past(corpus);
    return jdbc.sql(
            """
            select c.id, coalesce(g.label, c.decided_label), v.candidates, v.cast_at
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
        .query((row, _) ->
            new Judged(
                new ClipId(row.getLong(1)),
                row.getString(2),
                past.at(row.getObject(4, OffsetDateTime.class).toInstant())
                    .candidates(CandidateSet.parse(row.getString(3)))))
        .list();
  }
}
