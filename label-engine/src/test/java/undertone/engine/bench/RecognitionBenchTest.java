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
        Path.of("faces"), Path.of("work"), "mae-dfer", 1, 1, labelled, seeds);
  }

  private static RecognitionFigures figures(double uar) {
    return new RecognitionFigures(uar / 2, uar, 0, 0, List.of(), List.of(), 8, 2, 0, "");
  }

  @Test
  void what_pre_training_is_worth_is_told_seed_by_seed() {
    var report =
        RecognitionBench.report(
            options(2, .2),
            List.of(
                new RecognitionBench.Row(1, figures(.5), figures(.4)),
                new RecognitionBench.Row(2, figures(.7), figures(.4))));

    assertThat(report).containsEntry("heldOut", List.of(8, 8));
    assertThat(report.get("uar"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .extractingByKey("gain")
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .satisfies(gain -> {
          assertThat((double) gain.getOrDefault("mean", 0.0)).isCloseTo(.2, within(1e-9));
          assertThat(gain).containsKey("interval");
        });
    assertThat(report.get("war")).isInstanceOf(Map.class);
  }

  @Test
  void a_bench_needs_a_seed_and_something_to_learn_from() {
    assertThatThrownBy(() -> options(0, .1)).hasMessageContaining("needs a seed");
    assertThatThrownBy(() -> options(1, 1)).hasMessageContaining("share of labels");
  }
}
