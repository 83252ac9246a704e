package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.engine.bench.CouncilBench.Options;
import undertone.engine.llm.AskKind;

class CouncilBenchTest {
  private static final List<String> LABELS =
      List.of("anger", "disgust", "fear", "joy", "sadness", "surprise");

  @TempDir Path folder = Path.of("");

  /// 600 clips; the machine is right about seven of ten, and people about half or all.
  @BeforeEach
  void table() throws IOException {
    var random = new Random(8);
    var rows = new ArrayList<String>();
    rows.add("clip,text,label,people,ranked:machine");
    for (int i = 0; i < 600; i++) {
      var ranking = new ArrayList<>(LABELS);
      Collections.shuffle(ranking, random);
      var truth = LABELS.get(random.nextInt(LABELS.size()));
      ranking.remove(truth);
      ranking.add(random.nextInt(10) < 7 ? 0 : 1, truth);
      rows.add(
          "c%d,words,%s,%s,%s"
              .formatted(i, truth, i % 2 == 0 ? "50.0" : "100", String.join("|", ranking)));
    }
    Files.write(folder.resolve("clips.csv"), rows);
  }

  private Options options(
      List<Double> accuracies, @Nullable String confidence, List<Double> profile, int gold) {
    return new Options(
        new TableSlice(folder, null, List.of(), null, null, 0, 3),
        2,
        accuracies,
        confidence,
        profile,
        gold,
        AskKind.FACE,
        2);
  }

  private static Map<String, Object> map(Map<String, Object> of, String name) {
    var found = new HashMap<String, Object>();
    if (of.get(name) instanceof Map<?, ?> named) {
      named.forEach((key, value) -> found.put(String.valueOf(key), value));
    }
    return found;
  }

  private static double mean(Map<String, Object> report, String people, String figure) {
    return map(map(map(report, "metrics"), people), figure).get("mean") instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }

  @Test
  void a_machine_helps_people_who_are_unsure_and_less_those_who_know() throws IOException {
    var report = CouncilBench.run(options(List.of(.65, .95), null, List.of(), 0));

    assertThat(report).containsEntry("clips", 600).containsEntry("machines", List.of("machine"));
    assertThat(mean(report, "people0.65", "machineTop1")).isBetween(.65, .75);
    assertThat(mean(report, "people0.65", "machineTop2")).isEqualTo(1);
    assertThat(mean(report, "people0.65", "peopleMajority")).isBetween(.55, .75);
    assertThat(mean(report, "people0.65", "gainDawidSkene")).isGreaterThan(.05);
    assertThat(mean(report, "people0.65", "gainCrowdlab")).isGreaterThan(.05);
    assertThat(mean(report, "people0.95", "gainDawidSkene"))
        .isLessThan(mean(report, "people0.65", "gainDawidSkene"));
  }

  @Test
  void where_the_machine_disagrees_people_are_wrong_more_often() throws IOException {
    var report = CouncilBench.run(options(List.of(.65), null, List.of(), 0));

    assertThat(mean(report, "people0.65", "peopleWrongWhereApart"))
        .isGreaterThan(2 * mean(report, "people0.65", "peopleWrongElsewhere"));
  }

  @Test
  void people_can_be_as_sure_of_each_clip_as_a_column_says() throws IOException {
    var report = CouncilBench.run(options(List.of(.65), "people", List.of(), 0));

    assertThat(mean(report, "people", "peopleMajority")).isBetween(.7, .85);
    assertThatThrownBy(() -> CouncilBench.run(options(List.of(.65), "label", List.of(), 0)))
        .hasMessageContaining("c0")
        .hasMessageContaining("per cent");
  }

  @Test
  void a_simulated_machine_ranks_as_its_profile_says() throws IOException {
    var report = CouncilBench.run(options(List.of(.65), null, List.of(.5, .2, .1), 0));

    assertThat(report).containsEntry("method", "simulated-rankings");
    assertThat(mean(report, "people0.65", "machineTop1")).isBetween(.46, .54);
    assertThat(mean(report, "people0.65", "machineTop2")).isBetween(.66, .74);
    assertThat(mean(report, "people0.65", "machineTop3")).isBetween(.76, .84);
  }

  @Test
  void known_truths_size_the_sets_and_are_not_measured() throws IOException {
    var report = CouncilBench.run(options(List.of(.65), null, List.of(), 100));

    assertThat(mean(report, "people0.65", "machineSetSize")).isEqualTo(2);
    assertThat(mean(report, "people0.65", "machineSetHoldsTruth")).isEqualTo(1);
    assertThatThrownBy(() -> CouncilBench.run(options(List.of(.65), null, List.of(), 400)))
        .hasMessageContaining("more than half");
  }

  @Test
  void equal_seeds_give_equal_figures() throws IOException {
    var one = CouncilBench.run(options(List.of(.65), null, List.of(), 0)).get("metrics");

    assertThat(CouncilBench.run(options(List.of(.65), null, List.of(), 0)).get("metrics"))
        .isEqualTo(one);
  }
}
