package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.engine.frames.FrameCase;
import undertone.engine.frames.FramePlan;

class FrameBenchTest {
  private static final FramePlan PLAN = new FramePlan(1, 2, 8, 2, 1e-3, .4, 0);

  @TempDir private Path folder;

  private FrameBench bench(String split) throws Exception {
    var table = new StringBuilder("clip,split,label,speaker,votes:happiness,votes:anger\n");
    for (int c = 0; c < 20; c++) {
      var picture = new BufferedImage(48, 48, BufferedImage.TYPE_BYTE_GRAY);
      picture.getRaster().setSample(c, c, 0, 200);
      ImageIO.write(picture, "png", folder.resolve("f%d.png".formatted(c)).toFile());
      var label = c % 5 == 0 ? "" : c % 2 == 0 ? "happiness" : "anger";
      var part = split.isEmpty() ? "" : c % 4 == 3 ? split : "train";
      table.append("f%d.png,%s,%s,p%d,%d,%d\n".formatted(c, part, label, c % 5, 8, 2));
    }
    Files.writeString(folder.resolve("clips.csv"), table);
    var scheme = ShippedSchemes.find("ferplus8").orElseThrow();
    return new FrameBench(
        new FrameBenchOptions(
            folder, scheme, PLAN, List.of(FrameCase.PARTIAL, FrameCase.COMPLETE), 2, 0));
  }

  @Test
  void every_case_has_every_figure_and_gains_are_seed_by_seed() throws Exception {
    var report = bench("valid").run();

    assertThat(report).containsEntry("clips", 20).containsEntry("clipsMeasured", 5);
    var metrics = at(report, "metrics");
    assertThat(at(metrics, "partial"))
        .containsKeys("p", "expressionF1", "valenceCcc", "arousalCcc", "unitsF1", "smoothing");
    double gain =
        number(at(at(metrics, "partial"), "p"), "mean")
            - number(at(at(metrics, "complete"), "p"), "mean");
    assertThat(number(at(metrics, "partialOverComplete"), "mean")).isCloseTo(gain, within(1e-9));
    assertThat(metrics).doesNotContainKey("twoAspectsOverSigns");
  }

  @Test
  void where_no_split_tells_a_fifth_of_the_people_is_measured() throws Exception {
    assertThat(bench("").run()).containsEntry("clipsMeasured", 4);
  }

  @Test
  void a_bench_needs_a_case() {
    assertThatThrownBy(() ->
            new FrameBenchOptions(
                folder, ShippedSchemes.find("ferplus8").orElseThrow(), PLAN, List.of(), 1, 0))
        .hasMessageContaining("a case");
  }

  @SuppressWarnings("unchecked") // reports are objects within objects
  private static Map<String, Object> at(Map<String, Object> report, String name) {
    return (Map<String, Object>) Objects.requireNonNull(report.get(name), name);
  }

  private static double number(Map<String, Object> report, String name) {
    return (double) Objects.requireNonNull(report.get(name), name);
  }
}
