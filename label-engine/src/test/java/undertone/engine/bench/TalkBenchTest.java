package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.engine.features.FeatureCache;

class TalkBenchTest {
  @TempDir private Path folder;

  /// Whoever hears "lovely" is happy in the next turn, whoever hears "awful" is sad; what is said
  /// then is the same words.
  private Path talks(int conversations) throws IOException {
    var random = new Random(1);
    var table = new StringBuilder("clip,split,conversation,turn,speaker,text,label\n");
    for (int c = 0; c < conversations; c++) {
      var split = c % 4 == 3 ? "test" : c % 8 == 2 ? "valid" : "train";
      boolean lovely = random.nextBoolean();
      for (int t = 0; t < 6; t++) {
        var said = t % 2 == 1 ? "I hear you" : lovely ? "lovely news" : "awful news";
        var label = t % 2 == 0 ? "" : lovely ? "happiness" : "sadness";
        table.append(
            "c%d_%d,%s,c%d,%d,%s,%s,%s\n"
                .formatted(c, t, split, c, t, t % 2 == 0 ? "A" : "B", said, label));
        if (t % 2 == 1) {
          lovely = random.nextBoolean();
        }
      }
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("clips.csv"), table);
    return folder;
  }

  private TalkBenchOptions options(List<TextView> views, List<Double> rates, int seeds)
      throws IOException {
    return new TalkBenchOptions(
        talks(80),
        views,
        List.of(TalkMethod.GRAPHS, TalkMethod.ZERO_FILLING),
        rates,
        seeds,
        0,
        0,
        12,
        16,
        1,
        8,
        1e-2,
        1,
        null,
        folder.resolve("curve.svg"));
  }

  @Test
  void what_only_the_turn_before_tells_is_told_by_whom_it_reaches() throws Exception {
    var options = options(List.of(TextView.LETTERS), List.of(0.0), 2);

    var report = new TalkBench(options, new FeatureCache(folder.resolve("cache"))).run();

    var figures = at(at(report, "metrics"), "letters");
    var compared = at(figures, "missing0.0");
    double graphs = number(at(at(compared, "gcnet"), "weightedF1"), "mean");
    double alone = number(at(at(compared, "zero-mlp"), "weightedF1"), "mean");
    assertThat(graphs).isGreaterThan(.9);
    assertThat(alone).isLessThan(.75);
    assertThat(number(at(compared, "gcnetOver:zero-mlp"), "mean"))
        .isCloseTo(graphs - alone, within(1e-9));
    assertThat(report).containsEntry("conversationsMeasured", 20).containsEntry("people", 2);
  }

  @Test
  void curves_over_what_is_missing_are_drawn() throws Exception {
    var options = options(List.of(TextView.LETTERS, TextView.LETTERS), List.of(0.0, 0.5), 1);

    var report = new TalkBench(options, new FeatureCache(folder.resolve("cache"))).run();

    var gone = at(at(at(report, "metrics"), "views"), "missing0.5");
    assertThat(number(at(at(gone, "gcnet"), "restorationError"), "mean")).isPositive();
    var whole = at(at(at(report, "metrics"), "views"), "missing0.0");
    double halfWay =
        (number(at(at(whole, "gcnet"), "weightedF1"), "mean")
                + number(at(at(gone, "gcnet"), "weightedF1"), "mean"))
            / 2;
    var area = at(at(at(report, "metrics"), "views"), "area");
    assertThat(number(at(area, "gcnet"), "mean")).isCloseTo(.5 * halfWay, within(1e-9));
    assertThat(area).containsKeys("zero-mlp", "gcnetOver:zero-mlp");
    assertThat(Files.readString(folder.resolve("curve.svg")))
        .contains("<svg", "gcnet", "zero-mlp", "</svg>");
  }

  @Test
  void rates_that_are_no_shares_are_refused() {
    assertThatThrownBy(() -> options(List.of(TextView.LETTERS), List.of(0.5, 0.2), 1))
        .hasMessageContaining("ascend");
    assertThatThrownBy(() -> TalkMethod.of("magic")).hasMessageContaining("no-graphs");
    assertThatThrownBy(() -> TextView.of("smell")).hasMessageContaining("letters");
  }

  @Test
  void an_area_is_that_of_each_seed() {
    var whole = SeedFigures.of(List.of(.8, .6));
    var gone = SeedFigures.of(List.of(.4, .5));

    var area = SeedFigures.area(List.of(0.0, 0.5), List.of(whole, gone));

    assertThat(area.values().get(0)).isCloseTo(.3, within(1e-12));
    assertThat(area.values().get(1)).isCloseTo(.275, within(1e-12));
  }

  @Test
  void an_interval_is_that_of_student_and_one_seed_has_none() {
    var figure = SeedFigures.of(List.of(1.0, 2.0, 3.0));

    assertThat(figure.mean()).isEqualTo(2);
    assertThat(figure.spread()).isEqualTo(1);
    assertThat(figure.half()).isCloseTo(4.303 / Math.sqrt(3), within(1e-12));
    assertThat(SeedFigures.of(List.of(1.0)).told()).doesNotContainKey("interval");
    assertThat(SeedFigures.gain(figure, SeedFigures.of(List.of(0.0, 1.0, 2.0))).half()).isZero();
  }

  @SuppressWarnings("unchecked") // reports are objects within objects
  private static Map<String, Object> at(Map<String, Object> report, String name) {
    return (Map<String, Object>) Objects.requireNonNull(report.get(name), name);
  }

  private static double number(Map<String, Object> report, String name) {
    return (double) Objects.requireNonNull(report.get(name), name);
  }
}
