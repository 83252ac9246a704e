package undertone.engine.corruption;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaRemix;
import undertone.corpora.media.UnreadableMediaException;
import undertone.engine.features.FeatureProgress;

/// Makes clips worse by what the seed and their names draw: speech of others under their sound,
/// their pictures blurred. The same seed gives the same sound, byte for byte.
///
/// Films become H.264 and AAC in mp4 where the organisers write DivX and AAC.
public final class ClipCorruption {
  private static final double TOLERANCE_DB = 0.1;

  private final NoisePool pool;
  private final MediaDecoder decoder;
  private final MediaRemix remix;
  private final long seed;

  public ClipCorruption(NoisePool pool, MediaDecoder decoder, MediaRemix remix, long seed) {
    this.pool = pool;
    this.decoder = decoder;
    this.remix = remix;
    this.seed = seed;
  }

  /// A clip to be made worse.
  ///
  /// @param name of the file it becomes, without its ending
  /// @param film whether there are pictures to be blurred
  public record Source(String name, Path media, boolean film) {}

  /// What became of clips.
  ///
  /// @param written now
  /// @param kept as an earlier run had written them
  /// @param skipped reasons by clip
  /// @param furthestDb by which what was reached and what was drawn differ at most
  public record Tally(
      int written, int kept, SequencedMap<String, String> skipped, double furthestDb) {}

  /// Makes clips worse that are not in the folder yet. A clip appears there whole or not at all.
  ///
  /// @throws CancellationException if the progress asks to stop; what is whole stays
  /// @throws IOException if nothing can be written; what cannot be read or mixed is skipped
  public Tally corrupt(List<Source> clips, CorruptedFolder folder, FeatureProgress progress)
      throws IOException {
    var skipped = new LinkedHashMap<String, String>();
    int written = 0;
    int kept = 0;
    double furthest = 0;
    for (int i = 0; i < clips.size(); i++) {
      if (progress.cancelled()) {
        throw new CancellationException("Stopped after %d clips.".formatted(i));
      }
      var clip = clips.get(i);
      if (folder.has(clip.name())) {
        kept++;
      } else {
        switch (corrupt(clip, folder)) {
          case Written(var draw, double achieved) -> {
            folder.add(draw);
            written++;
            furthest = Math.max(furthest, Math.abs(achieved - draw.snrDb()));
          }
          case Skipped(var reason) -> skipped.put(clip.name(), reason);
        }
      }
      progress.advanced(i + 1, clips.size());
    }
    folder.finish(clips.stream().map(Source::name).toList(), skipped);
    return new Tally(written, kept, skipped, furthest);
  }

  private sealed interface Outcome {}

  private record Written(NoiseDraw draw, double achievedDb) implements Outcome {}

  private record Skipped(String reason) implements Outcome {}

  private Outcome corrupt(Source clip, CorruptedFolder folder) throws IOException {
    try {
      var clean = NoisePool.decoded(clip.media(), decoder);
      if (clean.length == 0) {
        return new Skipped("it has no sound");
      }
      var draw = NoiseDraw.of(seed, clip.name(), clean.length, pool.noises());
      var mix = NoisyMix.of(clean, pool.samples(draw), draw.offset(), draw.snrDb());
      if (mix.isEmpty()) {
        return new Skipped("it is silent, or the noise drawn for it is");
      }
      double achieved = mix.get().achievedSnrDb();
      if (!(Math.abs(achieved - draw.snrDb()) <= TOLERANCE_DB)) {
        return new Skipped(
            "it is too quiet: %d dB were drawn and %.2f dB reached"
                .formatted(draw.snrDb(), achieved));
      }
      write(clip, mix.get().samples(), draw.blur(), folder);
      return new Written(draw, achieved);
    } catch (UnreadableMediaException unreadable) {
      return new Skipped(String.valueOf(unreadable.getMessage()));
    }
  }

  private void write(Source clip, short[] samples, int blur, CorruptedFolder folder)
      throws IOException {
    int rateHz = NoisePool.SAMPLE_RATE_HZ;
    if (clip.film()) {
      var file = folder.path().resolve(clip.name() + ".mp4");
      remix.film(clip.media(), samples, rateHz, blur, folder.scratch(), file);
    } else {
      var file = folder.path().resolve(clip.name() + ".wav");
      MediaRemix.sound(samples, rateHz, folder.scratch(), file);
    }
  }
}
