package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaRemix;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.media.WaveFile;
import undertone.corpora.media.WorkerMediaDecoder;
import undertone.engine.corruption.NoisePool;
import undertone.engine.corruption.WorsenedCopies;
import undertone.engine.features.Channel;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureExtractor;
import undertone.engine.features.NoMedia;
import undertone.engine.fusion.FusionPlan;
import undertone.engine.refinement.RunListener;

class RobustnessBenchTest {
  private static final int RATE_HZ = NoisePool.SAMPLE_RATE_HZ;

  @TempDir Path folder = Path.of("");

  private final MediaWorkers workers = new MediaWorkers(1);
  private final MediaDecoder decoder = new WorkerMediaDecoder(workers);

  @AfterEach
  void close() {
    workers.close();
  }

  /// Hears how loud the quietest and the loudest tenth of a clip are.
  private record Loudness(MediaDecoder decoder) implements FeatureExtractor {
    @Override
    public String id() {
      return "loudness";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String parameters() {
      return "";
    }

    @Override
    public Channel channel() {
      return Channel.AUDIO;
    }

    @Override
    public int dim() {
      return 2;
    }

    @Override
    public boolean supports(ClipSource clip) {
      return clip.file() != null;
    }

    @Override
    public Optional<float[]> extract(ClipSource clip) throws IOException {
      var sound = decoder.mono(Objects.requireNonNull(clip.file()), RATE_HZ);
      double quietest = 1;
      double loudest = 0;
      int tenth = sound.length / 10;
      for (int part = 0; part < 10; part++) {
        double sum = 0;
        for (int i = part * tenth; i < (part + 1) * tenth; i++) {
          sum += Math.abs(sound[i]);
        }
        quietest = Math.min(quietest, sum / tenth);
        loudest = Math.max(loudest, sum / tenth);
      }
      return Optional.of(new float[] {(float) quietest, (float) loudest});
    }
  }

  /// Clips whose label is whether they pause, which noise hides.
  private void clips(int count) throws IOException {
    var lines = new ArrayList<>(List.of("clip,label"));
    for (int i = 0; i < count; i++) {
      boolean pauses = i % 2 == 0;
      var random = new SplittableRandom(i);
      var samples = new short[RATE_HZ / 2];
      for (int s = 0; s < samples.length; s++) {
        boolean silent = pauses && s > samples.length / 3 && s < samples.length / 2;
        samples[s] = (short) ((silent ? 20 : 2000) * random.nextGaussian());
      }
      WaveFile.write(folder.resolve("clip%d.wav".formatted(i)), samples, RATE_HZ);
      lines.add("clip%d.wav,%s".formatted(i, pauses ? "calm" : "happy"));
    }
    Files.write(folder.resolve("clips.csv"), lines);
    Files.createDirectories(folder.resolve("noise"));
    var noise = new short[3 * RATE_HZ];
    var random = new SplittableRandom(77);
    for (int s = 0; s < noise.length; s++) {
      noise[s] = (short) (1000 * random.nextGaussian());
    }
    WaveFile.write(folder.resolve("noise/speech.wav"), noise, RATE_HZ);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> bench(boolean matched, Path csv) throws Exception {
    var options =
        new FusionBenchOptions(
            folder, null, null, null, List.of(), null, FusionPlan.DEFAULT.of(2, 12), null);
    var pool = NoisePool.open(folder.resolve("noise"), decoder);
    var copies =
        new WorsenedCopies(
            pool, decoder, new MediaRemix(workers), 1, folder.resolve("copies-" + matched));
    var eyes =
        new BenchEyes(
            List.of(new Loudness(decoder)),
            FacePictures.open(new NoMedia()),
            new FeatureCache(folder.resolve("cache")));
    var report = new RobustnessBench(options, matched, copies, eyes).run(RunListener.SILENT, csv);
    return (Map<String, Object>) report.getOrDefault("metrics", Map.of());
  }

  private static double figure(Map<String, Object> metrics, String name) {
    return ((Number) metrics.getOrDefault(name, Double.NaN)).doubleValue();
  }

  @Test
  void noise_costs_what_hears_pauses_and_less_of_it_where_it_was_learned_from() throws Exception {
    clips(60);
    var csv = folder.resolve("harms.csv");

    var clean = bench(false, csv);
    var matched = bench(true, csv);

    assertThat(figure(clean, "f1Clean")).isGreaterThan(.9);
    assertThat(figure(clean, "f1Snr5")).isLessThan(figure(clean, "f1Clean") - .2);
    assertThat(figure(matched, "f1Snr5")).isGreaterThan(figure(clean, "f1Snr5"));
    assertThat(clean).containsEntry("clipsSnr5", 12).doesNotContainKey("f1Blur2");
    assertThat(csv).content().startsWith("snr,blur,clips,accuracy,f1,mse,score\n,1,12,");
    assertThat(Files.readAllLines(csv)).hasSize(8); // clean and 10 to 5 dB
  }

  @Test
  void clips_that_are_neither_seen_nor_heard_cannot_be_made_worse() throws Exception {
    clips(4);
    Files.writeString(
        folder.resolve("clips.csv"), "clip,text,label\na,one,calm\nb,two,happy\nc,three,calm\n");

    assertThatThrownBy(() -> bench(false, folder.resolve("harms.csv")))
        .hasMessageContaining("nothing can be made worse");
  }
}
