package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import undertone.engine.recognition.RecognitionFigures;

class RecognitionBenchTest {

  private static RecognitionBench.Options options(int seeds, double labelled) {
    return new RecognitionBench.Options(
        Path.of("faces"), 0, Path.of("work"), "mae-dfer", "tiny", 1, 1, labelled, seeds, null);
  }

  private static RecognitionFigures figures(double uar) {
    return new RecognitionFigures(uar / 2, uar, 0, 0, List.of(), List.of(), 8, 2, 0, "");
  }

  private static RecognitionBench.Pair pair(double preTrained, double drawn) {
    return new RecognitionBench.Pair(figures(preTrained), figures(drawn));
  }

  @Test
  void what_pre_training_is_worth_is_told_seed_by_seed() {
    var report =
        RecognitionBench.report(
            options(2, .2),
            List.of(
                new RecognitionBench.Row(
                    1, Map.of(), List.of(3., 2., 2.5, 1.), 1, pair(.3, .2), pair(.5, .4)),
                new RecognitionBench.Row(2, Map.of(), List.of(), 1, pair(.3, .4), pair(.7, .4))));

    assertThat(report).containsEntry("heldOut", List.of(8, 8)).containsEntry("altered", false);
    assertThat(report.get("uar"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .extractingByKey("gain")
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .satisfies(gain -> {
          assertThat((double) gain.getOrDefault("mean", 0.0)).isCloseTo(.2, within(1e-9));
          assertThat(gain).containsKey("interval");
        });
    assertThat(report.get("war")).isInstanceOf(Map.class);
    assertThat(report.get("probe"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsOnlyKeys("uar", "war");
  }

  @Test
  void a_bench_needs_a_seed_and_something_to_learn_from() {
    assertThatThrownBy(() -> options(0, .1)).hasMessageContaining("needs a seed");
    assertThatThrownBy(() -> options(1, 1)).hasMessageContaining("share of labels");
  }
}
