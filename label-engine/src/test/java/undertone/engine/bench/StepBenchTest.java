package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.engine.features.FeatureCache;

class StepBenchTest {
  @TempDir private Path folder;

  private Path clips(int count) throws IOException {
    var random = new Random(1);
    var table = new StringBuilder("clip,split,text,valence\n");
    for (int c = 0; c < count; c++) {
      double valence = Math.round(60 * (random.nextDouble() - .5)) / 10.0;
      var split = c % 6 == 5 ? "test" : c % 6 == 4 ? "valid" : "train";
      var word = valence > 1 ? "good" : valence < -1 ? "bad" : "film";
      table.append("c%d,%s,the %s one,%s\n".formatted(c, split, word, valence));
    }
    Files.writeString(folder.resolve("clips.csv"), table);
    return folder;
  }

  private StepBenchOptions options(int epochs) throws IOException {
    return new StepBenchOptions(
        clips(240),
        List.of(StepRestoration.OFF, StepRestoration.ON),
        List.of(0.0, 0.5),
        1,
        0,
        0,
        epochs,
        16,
        3e-3,
        .2,
        folder.resolve("curve.svg"));
  }

  @Test
  void valence_is_told_better_than_by_its_mean_and_areas_span_the_rates() throws Exception {
    var report = new StepBench(options(4), new FeatureCache(folder.resolve("cache"))).run();

    var metrics = at(report, "metrics");
    double dull = number(metrics, "alwaysTheMean");
    var gone = at(at(metrics, "byRate"), "missing0.0");
    for (var name : List.of("off", "on")) {
      assertThat(number(at(at(gone, name), "mae"), "mean")).as(name).isLessThan(.8 * dull);
    }
    double area = number(at(at(at(metrics, "area"), "on"), "mae"), "mean");
    assertThat(area).isBetween(.05 * dull, .5 * dull);
    assertThat(report).containsEntry("words", 5);
    assertThat(folder.resolve("curve.svg")).content().contains("restoration on");
  }

  @Test
  void companions_hold_the_valence_together_and_not_alone() throws Exception {
    var clips = SpokenClips.read(clips(600), 0, 0, 3, new FeatureCache(folder.resolve("cache")));
    double alone = 0;
    double together = 0;
    for (var row : clips.learned()) {
      double valence = SpokenClips.valence(row) / clips.bound();
      var shown = new double[2];
      for (int m = 1; m <= 2; m++) {
        var steps = new float[clips.length(row, m) * SpokenClips.COMPANION];
        clips.write(row, m, steps, 0);
        shown[m - 1] = along(steps, m);
      }
      alone += shown[0] * valence;
      together += shown[0] * shown[1] * valence;
    }
    assertThat(Math.abs(alone)).isLessThan(.2 * together);
  }

  /// Mean of steps along the direction that is loudest in clips of the same kind.
  private static double along(float[] steps, int modality) {
    var random = new SplittableRandom(modality);
    var direction = new double[SpokenClips.COMPANION];
    double square = 0;
    for (int k = 0; k < direction.length; k++) {
      direction[k] = random.nextGaussian();
      square += direction[k] * direction[k];
    }
    double sum = 0;
    for (int i = 0; i < steps.length; i++) {
      sum += steps[i] * direction[i % direction.length] / Math.sqrt(square);
    }
    return sum * direction.length / steps.length;
  }

  @Test
  void a_table_without_values_is_told_what_it_lacks() throws Exception {
    Files.writeString(folder.resolve("clips.csv"), "clip,split,text\na,train,hello\n");

    assertThatThrownBy(
            () -> SpokenClips.read(folder, 0, 0, 0, new FeatureCache(folder.resolve("cache"))))
        .hasMessageContaining("no clip with a text and a valence in split train");
  }

  @SuppressWarnings("unchecked") // reports are objects within objects
  private static Map<String, Object> at(Map<String, Object> report, String name) {
    return (Map<String, Object>) Objects.requireNonNull(report.get(name), name);
  }

  private static double number(Map<String, Object> report, String name) {
    return (double) Objects.requireNonNull(report.get(name), name);
  }
}
