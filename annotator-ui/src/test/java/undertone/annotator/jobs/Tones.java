package undertone.annotator.jobs;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.CorpusId;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;

/// Plays sounds that lie in no file: the name of a file says which, one after the other for equal
/// times.
final class Tones implements MediaDecoder {
  /// What there is to hear, and how it is described: no word is in two of them.
  static final List<Kind> KINDS =
      List.of(
          new Kind("Somebody hums quietly in a deep bass.", 90, 0.1, 0),
          new Kind("Steam hisses.", 0, 0, 0.4),
          new Kind("Children shriek shrilly.", 420, 0.8, 0.02),
          new Kind("The room remains silent.", 0, 0, 0.001));

  /// @param hz of the voice, 0 = none
  /// @param loudness of the voice, 0..1
  /// @param noise 0..1
  record Kind(String said, int hz, double loudness, double noise) {}

  /// A name of 64 hexadecimal digits.
  static String hash(int seconds, int variant, Kind... kinds) {
    var places =
        Arrays.stream(kinds)
            .map(kind -> Integer.toString(KINDS.indexOf(kind)))
            .collect(Collectors.joining());
    return "%02d%08d%s".formatted(seconds, variant, places) + "f".repeat(54 - places.length());
  }

  /// A sound whose media nobody stored: its hash says what is played.
  static void add(JdbcClient database, CorpusId corpus, int position, int seconds, Kind... kinds) {
    var hash = hash(seconds, position, kinds);
    database
        .sql(
            """
            insert into media_file (hash, bytes, mime, browser_safe, preparation, created_at)
            select ?, 1, 'audio/wav', true, 'READY', current_timestamp
            where not exists (select 1 from media_file where hash = ?)
            """)
        .params(hash, hash)
        .update();
    database
        .sql(
            """
            insert into clip (id, corpus_id, name, position, modality, state, media_hash,
              duration_micros, has_audio, vote_count, open_slots, wanted, created_at, version,
              speaker)
            values (nextval('row_seq'), ?, ?, ?, 'AUDIO', 'READY', ?, ?, true, 0, 2, true,
              current_timestamp, 0, ?)
            """)
        .params(
            corpus.value(),
            "sound-%03d".formatted(position),
            position,
            hash,
            seconds * 1_000_000L,
            "speaker " + position)
        .update();
  }

  @Override
  public List<Frame> frames(Path file, double rateHz, int maxFrames, int maxSide) {
    return List.of();
  }

  @Override
  public float[] mono(Path file, int sampleRateHz) {
    var name = String.valueOf(file.getFileName());
    var sound = new float[Integer.parseInt(name.substring(0, 2)) * sampleRateHz];
    int variant = Integer.parseInt(name.substring(2, 10));
    var kinds = name.substring(10, name.indexOf('f')).chars().map(c -> c - '0').toArray();
    var random = new Random(variant);
    double pitch = 1 + variant % 7 * 0.02;
    for (int i = 0; i < sound.length; i++) {
      var kind = KINDS.get(kinds[(int) ((long) i * kinds.length / sound.length)]);
      double turn = 2 * Math.PI * kind.hz() * pitch * i / sampleRateHz;
      double voice = Math.sin(turn) + Math.sin(2 * turn) / 2 + Math.sin(3 * turn) / 3;
      sound[i] = (float) (kind.loudness() * voice / 2 + kind.noise() * random.nextGaussian() / 3);
    }
    return sound;
  }
}
