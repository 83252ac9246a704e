package undertone.engine.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaRemix;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.media.WaveFile;
import undertone.corpora.media.WorkerMediaDecoder;
import undertone.engine.corruption.ClipCorruption.Source;
import undertone.engine.corruption.ClipCorruption.Tally;
import undertone.engine.features.FeatureProgress;

class ClipCorruptionTest {
  private static final int RATE_HZ = NoisePool.SAMPLE_RATE_HZ;

  @TempDir Path home = Path.of("");

  private final MediaWorkers workers = new MediaWorkers(1);
  private final MediaDecoder decoder = new WorkerMediaDecoder(workers);
  private final List<Source> clips = new ArrayList<>();

  @BeforeEach
  void clipsAndNoise() throws IOException {
    for (int i = 0; i < 4; i++) {
      clip("clip" + i, 3000, RATE_HZ / 2);
    }
    Files.createDirectories(home.resolve("noise/evening"));
    WaveFile.write(home.resolve("noise/a.wav"), speech(90, 2000, RATE_HZ / 3), RATE_HZ);
    WaveFile.write(home.resolve("noise/evening/b.wav"), speech(91, 500, RATE_HZ), RATE_HZ);
    Files.writeString(home.resolve("noise/LICENCE"), "Do as you like.");
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private void clip(String name, double loudness, int samples) throws IOException {
    var file = home.resolve(name + ".wav");
    WaveFile.write(file, speech(name.hashCode(), loudness, samples), RATE_HZ);
    clips.add(new Source(name, file, false));
  }

  private static short[] speech(int seed, double loudness, int length) {
    var random = new SplittableRandom(seed);
    var samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) (loudness * random.nextGaussian() * Math.sin(i / 3000.0));
    }
    return samples;
  }

  private NoisePool pool() throws IOException {
    return NoisePool.open(home.resolve("noise"), decoder);
  }

  private Tally corrupt(String out, long seed, FeatureProgress progress) throws IOException {
    var pool = pool();
    try (var folder = CorruptedFolder.open(home.resolve(out), seed, pool)) {
      return new ClipCorruption(pool, decoder, new MediaRemix(workers), seed)
          .corrupt(clips, folder, progress);
    }
  }

  private List<NoiseDraw> draws(String out) throws IOException {
    return NoiseDraw.read(home.resolve(out).resolve("draws.csv"));
  }

  @Test
  void every_clip_becomes_a_sound_with_the_noise_that_its_line_tells() throws IOException {
    var tally = corrupt("out", 3, FeatureProgress.SILENT);

    assertThat(tally.written()).isEqualTo(4);
    assertThat(tally.furthestDb()).isLessThan(.1);
    assertThat(pool().noises())
        .extracting(NoiseDraw.Noise::name)
        .containsExactly("a.wav", "evening/b.wav");
    var draws = draws("out");
    assertThat(draws)
        .extracting(NoiseDraw::clip)
        .containsExactly("clip0", "clip1", "clip2", "clip3");
    var draw = draws.get(2);
    var clean = NoisePool.decoded(home.resolve("clip2.wav"), decoder);
    var mix = NoisyMix.of(clean, pool().samples(draw), draw.offset(), draw.snrDb()).orElseThrow();
    assertThat(NoisePool.decoded(home.resolve("out/clip2.wav"), decoder)).isEqualTo(mix.samples());
  }

  @Test
  void equal_seeds_write_equal_bytes() throws IOException {
    corrupt("one", 3, FeatureProgress.SILENT);
    corrupt("two", 3, FeatureProgress.SILENT);
    corrupt("other", 4, FeatureProgress.SILENT);

    assertThat(home.resolve("one/clip1.wav")).hasSameBinaryContentAs(home.resolve("two/clip1.wav"));
    assertThat(draws("one")).isEqualTo(draws("two")).isNotEqualTo(draws("other"));
  }

  @Test
  void silent_and_unreadable_clips_are_left_out_with_the_reason() throws IOException {
    clip("silent", 0, RATE_HZ);
    clip("faint", 1.2, RATE_HZ);
    var broken = home.resolve("broken.wav");
    Files.write(broken, "RIFF....WAVEnothing".getBytes(StandardCharsets.US_ASCII));
    clips.add(new Source("broken", broken, false));

    var skipped = corrupt("out", 3, FeatureProgress.SILENT).skipped();

    assertThat(skipped).containsOnlyKeys("silent", "faint", "broken");
    assertThat(skipped.get("silent")).contains("is silent");
    assertThat(skipped.get("faint")).contains("too quiet");
    assertThat(home.resolve("out/silent.wav")).doesNotExist();
    assertThat(home.resolve("out/skipped.csv")).content().startsWith("name,reason\nsilent,");
  }

  @Test
  void work_that_is_stopped_leaves_whole_clips_and_goes_on_where_it_was() throws IOException {
    var stopping =
        new FeatureProgress() {
          private int done;

          @Override
          public void advanced(int now, int total) {
            done = now;
          }

          @Override
          public boolean cancelled() {
            return done == 2;
          }
        };

    assertThatThrownBy(() -> corrupt("out", 3, stopping)).isInstanceOf(CancellationException.class);
    assertThat(draws("out")).hasSize(2);
    assertThat(home.resolve("out/clip2.wav")).doesNotExist();
    Files.writeString(
        home.resolve("out/draws.csv"),
        Files.readString(home.resolve("out/draws.csv")) + "clip2,5,a.w"); // the power went
    Files.writeString(home.resolve("out/.unfinished/remix.wav"), "half a clip");

    var tally = corrupt("out", 3, FeatureProgress.SILENT);

    assertThat(tally.kept()).isEqualTo(2);
    assertThat(tally.written()).isEqualTo(2);
    assertThat(draws("out")).hasSize(4);
    assertThat(home.resolve("out/.unfinished")).doesNotExist();
  }

  @Test
  void clips_of_another_seed_or_other_noise_never_come_into_one_folder() throws IOException {
    corrupt("out", 3, FeatureProgress.SILENT);

    assertThatThrownBy(() -> corrupt("out", 4, FeatureProgress.SILENT))
        .hasMessageContaining("clips of another seed or of other noise");
    Files.delete(home.resolve("noise/a.wav"));
    assertThatThrownBy(() -> corrupt("out", 3, FeatureProgress.SILENT))
        .hasMessageContaining("name another folder");
    Files.delete(home.resolve("noise/evening/b.wav"));
    assertThatThrownBy(this::pool).hasMessageContaining("There is no sound in");
  }

  @Test
  void two_runs_never_write_into_one_folder_at_a_time() throws IOException {
    try (var _ = CorruptedFolder.open(home.resolve("out"), 3, pool())) {
      assertThatThrownBy(() -> corrupt("out", 3, FeatureProgress.SILENT))
          .hasMessageContaining("Another run is writing into");
    }

    assertThat(corrupt("out", 3, FeatureProgress.SILENT).written()).isEqualTo(4);
  }
}
