package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.engine.bench.SpeedBenchOptions.Task;
import undertone.models.hosting.HostedModel;

class SpeedBenchTest {
  @TempDir Path folder;

  private Map<String, Object> report(String model, @Nullable Task task, int batch, int steps)
      throws Exception {
    return new SpeedBench(
            new SpeedBenchOptions(model, "tiny", task, batch, steps, 0, false), folder)
        .run();
  }

  private static void isATime(@Nullable Object told) {
    assertThat(told)
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .satisfies(times -> {
          double least = (double) times.getOrDefault("least", -1.0);
          assertThat(least).isPositive();
          assertThat((double) times.getOrDefault("median", -1.0)).isGreaterThanOrEqualTo(least);
        });
  }

  @ParameterizedTest
  @EnumSource(Task.class)
  void a_model_of_clips_tells_the_time_of_its_steps_its_clips_a_second_and_its_memory(Task task)
      throws Exception {
    var report = report("mae-dfer", task, 2, 8);

    var network =
        HostedModel.named("mae-dfer")
            .orElseThrow()
            .variants(7)
            .get(task == Task.PRE_TRAIN ? "tiny-pretrain" : "tiny");
    assertThat(report)
        .containsEntry("task", task.written())
        .containsEntry("weights", network == null ? 0 : network.parameters());
    isATime(report.get("stepMs"));
    isATime(report.get("stepThreadMs"));
    assertThat(report.get("rssMb"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsOnlyKeys("1", "8");
    assertThat(report.get("forward"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsOnlyKeys("batch1", "batch16");
  }

  @Test
  void a_model_of_conversations_tells_how_many_utterances_it_predicts() throws Exception {
    var report = report("gcnet", null, 4, 8);

    isATime(report.get("stepMs"));
    assertThat((double) report.getOrDefault("utterancesPerSecond", 0.0)).isPositive();
    assertThat((double) report.getOrDefault("secondsFor10000", 0.0)).isPositive();
    assertThat((long) report.getOrDefault("weights", 0L)).isPositive();
  }

  @Test
  void every_model_that_reads_clips_or_features_is_found_by_itself() {
    assertThat(SpeedBench.models())
        .containsAll(HostedModel.all().stream().map(HostedModel::name).toList())
        .contains("gcnet", "emt-dlfr");
  }

  @Test
  void what_cannot_be_measured_is_refused() {
    assertThatThrownBy(() -> report("resnet", null, 2, 8))
        .hasMessageContaining("There is no model \"resnet\"; there are")
        .hasMessageContaining("mae-dfer");
    assertThatThrownBy(() -> report("gcnet", Task.PRE_TRAIN, 2, 8))
        .hasMessageContaining("its task is fine-tune");
    assertThatThrownBy(() -> report("mae-dfer", null, 2, 1)).hasMessageContaining("5 steps");
    assertThatThrownBy(() -> Task.of("sleep")).hasMessageContaining("pre-train and fine-tune");
  }

  @Test
  void the_median_and_the_least_are_those_of_all_times() {
    assertThat(Milliseconds.of(List.of(4_000_000L, 1_000_000L, 3_000_000L)))
        .isEqualTo(new Milliseconds(3, 1));
    assertThat(Milliseconds.of(List.of(4_000_000L, 2_000_000L)).median()).isEqualTo(3);
  }
}
