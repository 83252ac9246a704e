package undertone.corpora.track;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.VoterId;

/// Keeps tracks. They are measured and not said: a voter's newer tracks of a clip take the place of
/// its older ones, and none of them counts as a vote.
@Service
@Transactional
public class FrameTracks {
  private static final int FRAME_BYTES = Long.BYTES + Float.BYTES;

  private final JdbcClient jdbc;
  private final Clock clock;

  FrameTracks(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// What one voter follows in a clip.
  ///
  /// @param tracks valence and arousal first, then units by number
  public record Followed(VoterId voter, List<FrameTrack> tracks) {
    public Followed {
      tracks = List.copyOf(tracks);
    }
  }

  /// Keeps what a voter follows in a clip, in place of all it followed there before.
  ///
  /// @param run that found it; null from a file
  /// @param tracks at most one for each measure
  public void write(
      CorpusId corpus, ClipId clip, VoterId voter, @Nullable RunId run, List<FrameTrack> tracks) {
    jdbc.sql("delete from frame_track where clip_id = ? and voter_id = ?")
        .params(clip.value(), voter.value())
        .update();
    for (var track : tracks) {
      jdbc.sql(
              """
              insert into frame_track (corpus_id, clip_id, voter_id, measure, run_id, frames, written_at)
              values (:corpus, :clip, :voter, :measure, :run, :frames, :at)
              """)
          .param("corpus", corpus.value())
          .param("clip", clip.value())
          .param("voter", voter.value())
          .param("measure", track.measure().name())
          .param("run", run == null ? null : run.value())
          .param("frames", bytes(track))
          .param("at", clock.instant().atOffset(ZoneOffset.UTC))
          .update();
    }
  }

  /// Forgets all that a voter followed in a corpus.
  ///
  /// @return clips it had followed something in
  public long remove(CorpusId corpus, VoterId voter) {
    long clips = clips(corpus).getOrDefault(voter, 0L);
    jdbc.sql("delete from frame_track where corpus_id = ? and voter_id = ?")
        .params(corpus.value(), voter.value())
        .update();
    return clips;
  }

  /// Everything that is followed in a clip, voter by voter.
  @Transactional(readOnly = true)
  public List<Followed> of(ClipId clip) {
    var byVoter = new TreeMap<Long, List<FrameTrack>>();
    jdbc.sql("select voter_id, measure, frames from frame_track where clip_id = ?")
        .param(clip.value())
        .query(row -> {
          byVoter
              .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
              .add(track(new Measure(row.getString(2)), row.getBytes(3)));
        });
    return byVoter.entrySet().stream()
        .map(e ->
            new Followed(
                new VoterId(e.getKey()),
                e.getValue().stream()
                    .sorted((a, b) -> a.measure().compareTo(b.measure()))
                    .toList()))
        .toList();
  }

  /// Whether anything is followed in a clip.
  @Transactional(readOnly = true)
  public boolean any(ClipId clip) {
    return !jdbc.sql("select 1 from frame_track where clip_id = ? fetch first 1 rows only")
        .param(clip.value())
        .query(Integer.class)
        .list()
        .isEmpty();
  }

  /// In how many clips of a corpus each voter follows something.
  @Transactional(readOnly = true)
  public Map<VoterId, Long> clips(CorpusId corpus) {
    var clips = new LinkedHashMap<VoterId, Long>();
    jdbc.sql(
            """
            select voter_id, count(distinct clip_id) from frame_track
            where corpus_id = ? group by voter_id order by voter_id
            """)
        .param(corpus.value())
        .query(row -> {
          clips.put(new VoterId(row.getLong(1)), row.getLong(2));
        });
    return clips;
  }

  /// In how many clips of a corpus each voter follows any of some measures.
  ///
  /// @param measures one at least
  @Transactional(readOnly = true)
  public Map<VoterId, Long> clips(CorpusId corpus, Collection<Measure> measures) {
    var clips = new LinkedHashMap<VoterId, Long>();
    jdbc.sql(
            """
            select voter_id, count(distinct clip_id) from frame_track
            where corpus_id = :corpus and measure in (:measures)
            group by voter_id order by voter_id
            """)
        .param("corpus", corpus.value())
        .param("measures", measures.stream().map(Measure::name).toList())
        .query(row -> {
          clips.put(new VoterId(row.getLong(1)), row.getLong(2));
        });
    return clips;
  }

  /// The clips of a corpus in which a voter follows something, in order.
  @Transactional(readOnly = true)
  public List<ClipId> clipsOf(CorpusId corpus, VoterId voter) {
    return jdbc.sql(
            """
            select distinct clip_id from frame_track
            where corpus_id = ? and voter_id = ? order by clip_id
            """)
        .params(corpus.value(), voter.value())
        .query((row, _) -> new ClipId(row.getLong(1)))
        .list();
  }

  private static byte[] bytes(FrameTrack track) {
    var to = ByteBuffer.allocate(track.size() * FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < track.size(); i++) {
      to.putLong(track.micros(i)).putFloat(track.value(i));
    }
    return to.array();
  }

  private static FrameTrack track(Measure measure, byte[] frames) {
    var from = ByteBuffer.wrap(frames).order(ByteOrder.LITTLE_ENDIAN);
    var micros = new long[frames.length / FRAME_BYTES];
    var values = new float[micros.length];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = from.getLong();
      values[i] = from.getFloat();
    }
    return new FrameTrack(measure, micros, values);
  }
}
