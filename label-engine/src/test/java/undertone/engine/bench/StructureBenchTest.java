package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;
import undertone.engine.architecture.SpeechPlan;
import undertone.models.nas.Genotype;
import undertone.models.nas.TwoStreamConfig.Fusion;

class StructureBenchTest {
  private static final SpeechPlan PLAN =
      new SpeechPlan(2, 8, 2, 2, 8, .025, .02, .01, 1, 0, Fusion.GATE, 0);

  @TempDir private Path folder;

  /// Sounds that hang on the name alone.
  private static final class Tones implements MediaDecoder {
    @Override
    public List<Frame> frames(Path file, double rateHz, int maxFrames, int maxSide) {
      return List.of();
    }

    @Override
    public float[] mono(Path file, int sampleRateHz) {
      var sound = new float[sampleRateHz];
      int hash = Math.floorMod(file.getFileName().toString().hashCode(), 40);
      for (int i = 0; i < sound.length; i++) {
        sound[i] = (float) (.2 * Math.sin(.01 * (hash + 5) * i));
      }
      return sound;
    }
  }

  private StructureBench bench(int speakers) throws Exception {
    var table = new StringBuilder("clip,label,speaker\n");
    for (int c = 0; c < 8 * speakers; c++) {
      table.append("c%d.wav,%s,s%d\n".formatted(c, c % 2 == 0 ? "anger" : "joy", c % speakers));
    }
    Files.writeString(folder.resolve("clips.csv"), table);
    var options =
        new StructureBenchOptions(
            folder, PLAN, 2, 0, folder.resolve("found.json"), folder.resolve("found.svg"));
    return new StructureBench(options, new Tones());
  }

  @Test
  void each_seed_leaves_another_speaker_out_and_every_method_has_every_figure() throws Exception {
    var report = bench(3).run();

    assertThat(report).containsEntry("leftOut", List.of("s0", "s1")).containsEntry("clips", 24);
    var metrics = at(report, "metrics");
    for (var method : List.of("found", "random", "cnn", "lstm", "fixed")) {
      assertThat(at(metrics, method))
          .as(method)
          .containsKeys("war", "uar", "f1", "seconds", "parameters");
    }
    double found = number(at(at(metrics, "found"), "uar"), "mean");
    double lstm = number(at(at(metrics, "lstm"), "uar"), "mean");
    assertThat(number(at(at(metrics, "foundOver:lstm"), "uar"), "mean"))
        .isCloseTo(found - lstm, within(1e-9));
    var kept = Genotype.read(Files.readString(folder.resolve("found.json")));
    assertThat(kept.streams().deep()).isNotNull();
    assertThat(Files.readString(folder.resolve("found.svg"))).contains("<svg", "</svg>");
  }

  @Test
  void one_speaker_cannot_be_left_out() throws Exception {
    var bench = bench(1);

    assertThatThrownBy(bench::run).hasMessageContaining("less than two speakers");
  }

  @SuppressWarnings("unchecked") // reports are objects within objects
  private static Map<String, Object> at(Map<String, Object> report, String name) {
    return (Map<String, Object>) Objects.requireNonNull(report.get(name), name);
  }

  private static double number(Map<String, Object> report, String name) {
    return (double) Objects.requireNonNull(report.get(name), name);
  }
}
