package undertone.corpora.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;

/// Keeps the traces of votes: the raw events, and beside them the series at equal steps that most
/// readers want. They stand and fall with their vote.
@Service
@Transactional
public class Traces {

  private static final int FETCHED = 200; // rows at a time, where the database can
  private static final int EVENT_BYTES = Long.BYTES + Float.BYTES;

  private final JdbcClient jdbc;

  Traces(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Adds the traces of a vote that was just cast, at most one per axis.
  public void write(long vote, List<Trace> traces) {
    for (var trace : traces) {
      jdbc.sql(
              "insert into trace (id, vote_id, axis, events, series_hz, series)"
                  + " values (nextval('row_seq'), ?, ?, ?, ?, ?)")
          .params(
              vote,
              trace.axis().name(),
              events(trace),
              Trace.SERIES_HZ,
              series(trace.series(Trace.SERIES_HZ)))
          .update();
    }
  }

  /// The traces of a vote, valence first.
  @Transactional(readOnly = true)
  public List<Trace> of(long vote) {
    return jdbc.sql("select axis, events from trace where vote_id = ? order by axis desc")
        .param(vote)
        .query((row, _) -> trace(Axis.valueOf(row.getString(1)), row.getBytes(2)))
        .list();
  }

  /// The traces of several votes, each vote's valence first; a vote without any is left out.
  @Transactional(readOnly = true)
  public Map<Long, List<Trace>> of(Collection<Long> votes) {
    var byVote = new HashMap<Long, List<Trace>>();
    if (!votes.isEmpty()) {
      jdbc.sql(
              "select vote_id, axis, events from trace where vote_id in (:votes) order by axis desc")
          .param("votes", votes)
          .query(row -> {
            byVote
                .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                .add(trace(Axis.valueOf(row.getString(2)), row.getBytes(3)));
          });
    }
    return byVote;
  }

  /// The trace of one axis in a vote that stands, at equal steps of [Trace#SERIES_HZ] from 0; NaN =
  /// nothing said yet.
  ///
  /// Not a record: records have no arrays.
  public static final class Series {
    private final ClipId clip;
    private final Axis axis;
    private final VoterId voter;
    private final float[] values;

    Series(ClipId clip, Axis axis, VoterId voter, float[] values) {
      this.clip = clip;
      this.axis = axis;
      this.voter = voter;
      this.values = values;
    }

    public ClipId clip() {
      return clip;
    }

    public Axis axis() {
      return axis;
    }

    public VoterId voter() {
      return voter;
    }

    public float[] values() {
      return values.clone();
    }
  }

  /// Reads all standing traces of a corpus that were made of whole clips, clip by clip and axis by
  /// axis.
  @Transactional(readOnly = true)
  public void read(CorpusId corpus, Consumer<Series> reader) {
    jdbc.sql(
            """
            select v.clip_id, t.axis, v.voter_id, t.series from trace t
            join standing_vote v on v.id = t.vote_id
            where v.corpus_id = ? order by v.clip_id, t.axis, v.voter_id
            """)
        .withFetchSize(FETCHED)
        .param(corpus.value())
        .query(row -> {
          reader.accept(
              new Series(
                  new ClipId(row.getLong(1)),
                  Axis.valueOf(row.getString(2)),
                  new VoterId(row.getLong(3)),
                  series(row.getBytes(4))));
        });
  }

  static byte[] events(Trace trace) {
    var bytes = new byte[trace.size() * EVENT_BYTES];
    var to = littleEndian(bytes);
    for (int i = 0; i < trace.size(); i++) {
      to.putLong(trace.micros(i)).putFloat(trace.value(i));
    }
    return bytes;
  }

  private static byte[] series(float[] series) {
    var bytes = new byte[series.length * Float.BYTES];
    var to = littleEndian(bytes);
    for (float value : series) {
      to.putFloat(value);
    }
    return bytes;
  }

  private static float[] series(byte[] bytes) {
    var series = new float[bytes.length / Float.BYTES];
    littleEndian(bytes).asFloatBuffer().get(series);
    return series;
  }

  /// A trace as its events are kept.
  public static Trace trace(Axis axis, byte[] events) {
    var bytes = littleEndian(events);
    var micros = new long[events.length / EVENT_BYTES];
    var values = new float[micros.length];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = bytes.getLong();
      values[i] = bytes.getFloat();
    }
    return new Trace(axis, micros, values);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
