package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.engine.frames.StreamCourse;

class StreamBenchTest {
  private static final StreamCourse COURSE =
      StreamCourse.usual("feature-fusion", "tiny").withEpochs(2).withMissing(0);

  @TempDir private Path folder;

  /// Angry voices are high.
  private static final class Tones implements MediaDecoder {
    @Override
    public List<Frame> frames(Path file, double rateHz, int maxFrames, int maxSide) {
      return List.of();
    }

    @Override
    public float[] mono(Path file, int sampleRateHz) {
      var sound = new float[2 * sampleRateHz];
      double pitch = file.toString().contains("anger") ? .2 : .05;
      for (int i = 0; i < sound.length; i++) {
        sound[i] = (float) (.2 * Math.sin(pitch * i));
      }
      return sound;
    }
  }

  private StreamBench bench() throws Exception {
    var table = new StringBuilder("clip,label,speaker\n");
    for (int c = 0; c < 24; c++) {
      var label = c % 2 == 0 ? "anger" : "happiness";
      table.append("%s%d.wav,%s,s%d\n".formatted(label, c, label, c / 2 % 6));
    }
    Files.writeString(folder.resolve("clips.csv"), table);
    var scheme = ShippedSchemes.find("ekman7").orElseThrow();
    return new StreamBench(new StreamBenchOptions(folder, scheme, COURSE, 2, 0), new Tones());
  }

  @Test
  void each_seed_is_measured_on_people_it_did_not_hear_and_has_every_figure() throws Exception {
    var report = bench().run();

    assertThat(report).containsEntry("clips", 24).containsEntry("classes", 2);
    assertThat(report).containsEntry("rate", .003).containsEntry("missing", 0.0);
    assertThat(report).containsEntry("speakers", 6L).containsEntry("clipsMeasured", List.of(4, 4));
    assertThat(at(report, "metrics"))
        .containsOnlyKeys(
            "war", "uar", "weightedF1", "ece", "framesF1", "valenceCcc", "arousalCcc", "seconds");
  }

  @Test
  void a_bench_needs_a_seed() {
    var scheme = ShippedSchemes.find("ekman7").orElseThrow();
    assertThatThrownBy(() -> new StreamBenchOptions(folder, scheme, COURSE, 0, 0))
        .hasMessageContaining("a seed at least");
  }

  @SuppressWarnings("unchecked") // reports are objects within objects
  private static Map<String, Object> at(Map<String, Object> report, String name) {
    return (Map<String, Object>) Objects.requireNonNull(report.get(name), name);
  }
}
