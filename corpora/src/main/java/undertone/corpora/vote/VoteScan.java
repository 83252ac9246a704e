package undertone.corpora.vote;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.corpus.SchemeHistory;

/// Reads all standing votes of a corpus in one go, row by row, for figures over the whole of it.
@Service
@Transactional(readOnly = true)
public class VoteScan {

  private static final int FETCHED = 2000; // rows at a time, where the database can

  private final JdbcClient jdbc;
  private final SchemeHistory history;

  VoteScan(JdbcClient jdbc, SchemeHistory history) {
    this.jdbc = jdbc;
    this.history = history;
  }

  /// What a voter holds of a whole clip, in the words of today's label scheme.
  ///
  /// @param decided the label a curator settled for the clip
  /// @param tally how many anonymous people chose each label; empty for a single voter
  public record Row(
      ClipId clip,
      @Nullable String decided,
      VoterId voter,
      CandidateSet held,
      Map<String, Integer> tally,
      @Nullable Certainty certainty,
      @Nullable Double intensity,
      @Nullable Double valence,
      @Nullable Double arousal,
      Instant castAt) {}

  /// Takes the rows clip by clip.
  public interface Reader {
    void row(Row row);
  }

  public void read(CorpusId corpus, Reader reader) {
    var past = history.past(corpus);
    jdbc.sql(
            """
            select c.id, c.decided_label, v.voter_id, v.candidates, v.tally, v.valence, v.cast_at,
              v.certainty, v.intensity, v.arousal
            from standing_vote v join clip c on c.id = v.clip_id
            where v.corpus_id = ? order by c.id, v.id
            """)
        .withFetchSize(FETCHED)
        .param(corpus.value())
        .query(row -> {
          var castAt = row.getObject(7, OffsetDateTime.class).toInstant();
          var reading = past.at(castAt);
          var tally = row.getString(5);
          var certainty = row.getString(8);
          reader.row(
              new Row(
                  new ClipId(row.getLong(1)),
                  row.getString(2),
                  new VoterId(row.getLong(3)),
                  reading.candidates(CandidateSet.parse(row.getString(4))),
                  tally == null ? Map.of() : reading.tally(Vote.readTally(tally)),
                  certainty == null ? null : Certainty.valueOf(certainty),
                  row.getObject(9, Double.class),
                  row.getObject(6, Double.class),
                  row.getObject(10, Double.class),
                  castAt));
        });
  }

  /// How many hand-outs each voter passed over.
  public Map<VoterId, Integer> skips(CorpusId corpus) {
    var skips = new HashMap<VoterId, Integer>();
    jdbc.sql(
            "select voter_id, count(*) from lease where corpus_id = ? and state = 'SKIPPED'"
                + " group by voter_id")
        .param(corpus.value())
        .query(row -> {
          skips.put(new VoterId(row.getLong(1)), row.getInt(2));
        });
    return skips;
  }

  /// Changes whenever something may that figures are made of: a vote, a decision, a gold label, a
  /// skip, the scheme, who is on probation.
  public String version(CorpusId corpus) {
    return jdbc.sql(
            """
            select (select count(*) from vote where corpus_id = :corpus),
              (select coalesce(max(id), 0) from vote where corpus_id = :corpus),
              (select coalesce(max(id), 0) from decision where corpus_id = :corpus),
              (select count(*) from gold_label where corpus_id = :corpus),
              (select cast(max(recorded_at) as varchar(40)) from gold_label
                where corpus_id = :corpus),
              (select count(*) from lease where corpus_id = :corpus and state = 'SKIPPED'),
              (select coalesce(max(seq), 0) from scheme_mapping where corpus_id = :corpus),
              (select count(*) from voter where corpus_id = :corpus and probation = true),
              (select coalesce(sum(id), 0) from voter
                where corpus_id = :corpus and probation = true)
            """)
        .param("corpus", corpus.value())
        .query((row, _) ->
            "%d-%d-%d-%d-%s-%d-%d-%d-%d"
                .formatted(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getString(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9)))
        .single();
  }
}
