package undertone.corpora.segment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.Meaning;

/// Keeps the segments of votes. A vote brings its whole list; a newer vote brings its own, and one
/// taken back takes its segments with it.
@Service
@Transactional
public class Segments {

  private final JdbcTemplate template;
  private final JdbcClient jdbc;

  Segments(JdbcTemplate template, JdbcClient jdbc) {
    this.template = template;
    this.jdbc = jdbc;
  }

  /// Adds the segments of a vote that was just cast.
  public void write(long vote, List<Segment> segments) {
    template.batchUpdate(
        """
        insert into segment (id, vote_id, segment_key, start_micros, end_micros, meaning, candidates,
          excluded, certainty, intensity, caption, caption_language)
        values (nextval('row_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        segments,
        100,
        (row, segment) -> {
          row.setLong(1, vote);
          row.setObject(2, segment.key());
          row.setLong(3, segment.startMicros());
          row.setLong(4, segment.endMicros());
          row.setString(5, segment.meaning().name());
          row.setString(6, segment.candidates().written());
          row.setString(7, segment.excluded().written());
          row.setString(8, segment.certainty() == null ? null : segment.certainty().name());
          row.setObject(9, segment.intensity());
          row.setString(10, segment.caption());
          row.setString(11, segment.captionLanguage());
        });
  }

  /// The segments of a vote, by start.
  @Transactional(readOnly = true)
  public List<Segment> of(long vote) {
    return of(List.of(vote)).getOrDefault(vote, List.of());
  }

  /// The segments of several votes, each vote's by start; a vote without any is left out.
  @Transactional(readOnly = true)
  public Map<Long, List<Segment>> of(Collection<Long> votes) {
    var byVote = new HashMap<Long, List<Segment>>();
    if (!votes.isEmpty()) {
      jdbc.sql(
              """
              select vote_id, segment_key, start_micros, end_micros, meaning, candidates, excluded,
                certainty, intensity, caption, caption_language
              from segment where vote_id in (:votes) order by vote_id, start_micros, end_micros, id
              """)
          .param("votes", votes)
          .query(row -> {
            var certainty = row.getString(8);
            var segment =
                new Segment(
                    row.getObject(2, UUID.class),
                    row.getLong(3),
                    row.getLong(4),
                    Meaning.valueOf(row.getString(5)),
                    CandidateSet.parse(row.getString(6)),
                    CandidateSet.parse(row.getString(7)),
                    certainty == null ? null : Certainty.valueOf(certainty),
                    row.getObject(9, Double.class),
                    row.getString(10),
                    row.getString(11));
            byVote.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>()).add(segment);
          });
    }
    return byVote;
  }
}
