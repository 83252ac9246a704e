package undertone.corpora.trace;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;

/// How valence and arousal of calibration clips are taken to go, and by how much annotators lag
/// behind. References are never shown to annotators.
@Service
@Transactional
public class ReferenceTraces {

  // The same traces give the same interval, wherever and whenever somebody looks.
  private static final long SEED = 1;

  private final JdbcClient jdbc;
  private final Clock clock;

  ReferenceTraces(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// The reference of one clip.
  ///
  /// @param traces valence first; one axis may be missing
  /// @param takenFrom whose trace it is; null from a file
  public record Reference(
      List<Trace> traces, @Nullable VoterId takenFrom, @Nullable AccountId by, Instant at) {}

  /// Makes a clip a calibration clip, or gives it another reference.
  ///
  /// @param takenFrom whose trace it is; null from a file
  public void set(
      CorpusId corpus,
      ClipId clip,
      List<Trace> traces,
      @Nullable VoterId takenFrom,
      @Nullable AccountId by) {
    clear(clip);
    for (var trace : traces) {
      jdbc.sql(
              """
              insert into reference_trace (clip_id, axis, corpus_id, events, voter_id, set_by, set_at)
              values (:clip, :axis, :corpus, :events, :voter, :by, :at)
              """)
          .param("clip", clip.value())
          .param("axis", trace.axis().name())
          .param("corpus", corpus.value())
          .param("events", Traces.events(trace))
          .param("voter", takenFrom == null ? null : takenFrom.value())
          .param("by", by == null ? null : by.value())
          .param("at", clock.instant().atOffset(ZoneOffset.UTC))
          .update();
    }
  }

  /// Makes a clip an ordinary one again.
  public void clear(ClipId clip) {
    jdbc.sql("delete from reference_trace where clip_id = ?").param(clip.value()).update();
  }

  @Transactional(readOnly = true)
  public Optional<Reference> of(ClipId clip) {
    var axes =
        jdbc.sql(
                """
                select axis, events, voter_id, set_by, set_at from reference_trace
                where clip_id = ? order by axis desc
                """)
            .param(clip.value())
            .query((row, _) -> {
              var voter = row.getObject(3, Long.class);
              var by = row.getObject(4, Long.class);
              return new Reference(
                  List.of(Traces.trace(Axis.valueOf(row.getString(1)), row.getBytes(2))),
                  voter == null ? null : new VoterId(voter),
                  by == null ? null : new AccountId(by),
                  row.getObject(5, OffsetDateTime.class).toInstant());
            })
            .list();
    return axes.stream()
        .findFirst()
        .map(first ->
            new Reference(
                axes.stream().flatMap(one -> one.traces().stream()).toList(),
                first.takenFrom(),
                first.by(),
                first.at()));
  }

  /// How many clips of a corpus are calibration clips.
  @Transactional(readOnly = true)
  public long clips(CorpusId corpus) {
    return jdbc.sql("select count(distinct clip_id) from reference_trace where corpus_id = ?")
        .param(corpus.value())
        .query(Long.class)
        .single();
  }

  /// The lag of everybody who has traced a calibration clip, from the votes on whole clips that
  /// stand. Nobody is measured by their own trace.
  @Transactional(readOnly = true)
  public Map<VoterId, ReactionLag.Estimate> lags(CorpusId corpus) {
    return estimates(corpus, null);
  }

  /// The lag of one voter; of nobody's trace it is an estimate from no clips.
  @Transactional(readOnly = true)
  public ReactionLag.Estimate lag(CorpusId corpus, VoterId voter) {
    return estimates(corpus, voter)
        .getOrDefault(voter, new ReactionLag.Estimate(0, Optional.empty()));
  }

  private Map<VoterId, ReactionLag.Estimate> estimates(CorpusId corpus, @Nullable VoterId only) {
    var pairs = new HashMap<VoterId, List<ReactionLag.Pair>>();
    jdbc.sql(
            """
            select v.voter_id, r.clip_id, r.axis, t.events, r.events from reference_trace r
            join standing_vote v on v.clip_id = r.clip_id
            join trace t on t.vote_id = v.id and t.axis = r.axis
            where r.corpus_id = :corpus and (r.voter_id is null or r.voter_id <> v.voter_id)
              and (:voter = 0 or v.voter_id = :voter)
            order by r.clip_id, r.axis
            """)
        .param("corpus", corpus.value())
        .param("voter", only == null ? 0 : only.value())
        .query(row -> {
          var axis = Axis.valueOf(row.getString(3));
          pairs
              .computeIfAbsent(new VoterId(row.getLong(1)), _ -> new ArrayList<>())
              .add(
                  new ReactionLag.Pair(
                      row.getLong(2),
                      Traces.trace(axis, row.getBytes(4)),
                      Traces.trace(axis, row.getBytes(5))));
        });
    var estimates = new HashMap<VoterId, ReactionLag.Estimate>();
    pairs.forEach((voter, own) -> estimates.put(voter, ReactionLag.of(own, SEED)));
    return estimates;
  }
}
