package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.engine.bench.VoteBench.Options;

class VoteBenchTest {
  private static final List<String> LABELS = List.of("anger", "fear", "joy", "sadness");

  @TempDir Path folder = Path.of("");

  /// 2,000 clips on which ten people voted, eight to ten of them for the truth; and a named voter.
  @BeforeEach
  void table() throws IOException {
    var random = new Random(4);
    var rows = new ArrayList<String>();
    rows.add(
        "clip,text,label,meant,candidates:model,votes:anger,votes:fear,votes:joy,votes:sadness");
    for (int i = 0; i < 2000; i++) {
      int truth = random.nextInt(4);
      var crowd = new int[4];
      crowd[truth] = 8 + random.nextInt(3);
      for (int left = 10 - crowd[truth]; left > 0; left--) {
        crowd[(truth + 1 + random.nextInt(3)) % 4]++;
      }
      rows.add(
          "c%03d,words,%s,%s,%s,%d,%d,%d,%d"
              .formatted(
                  i,
                  i % 10 == 0 ? "" : LABELS.get(truth),
                  LABELS.get(truth),
                  LABELS.get(truth),
                  crowd[0],
                  crowd[1],
                  crowd[2],
                  crowd[3]));
    }
    Files.write(folder.resolve("clips.csv"), rows);
  }

  private Options options(String method, int annotators, int perClip, @Nullable String truth) {
    return new Options(
        new TableSlice(folder, null, List.of("votes"), null, null, 0, 3),
        method,
        annotators,
        perClip,
        truth);
  }

  private static Map<String, Object> metrics(Map<String, Object> report) {
    return figures(report, "metrics");
  }

  private static Map<String, Object> figures(Map<String, Object> of, String name) {
    var figures = new HashMap<String, Object>();
    if (of.get(name) instanceof Map<?, ?> named) {
      named.forEach((key, value) -> figures.put(String.valueOf(key), value));
    }
    return figures;
  }

  private static double number(Map<String, Object> figures, String name) {
    return figures.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dawid-skene", "glad", "mace", "label-model"})
  void who_learns_of_annotators_beats_counting_their_votes(String method) throws IOException {
    var report = VoteBench.aggregate(options(method, 10, 4, null));
    var metrics = metrics(report);

    assertThat(report).containsEntry("clips", 1800).containsEntry("classes", 4);
    assertThat(metrics).containsEntry("simulatedAnnotators", true).containsEntry("votes", 8000);
    assertThat(number(metrics, "gain")).as(method).isGreaterThan(.005);
    assertThat(number(metrics, "accuracy") - number(metrics, "accuracyMajority"))
        .isEqualTo(number(metrics, "gain"));
    assertThat(number(metrics, "aurocWrong")).as(method).isGreaterThan(.7);
  }

  @Test
  void the_majority_gains_nothing_over_itself_and_another_column_can_be_the_truth()
      throws IOException {
    var report = VoteBench.aggregate(options("majority", 10, 0, "meant"));

    assertThat(report).containsEntry("clips", 2000);
    assertThat(number(metrics(report), "gain")).isZero();
    assertThat(metrics(report)).containsEntry("votes", 20_000);
  }

  @Test
  void equal_seeds_simulate_equal_annotators_and_others_do_not() {
    var counts = new int[][] {{6, 3, 1}, {2, 2, 6}, {9, 1, 0}, {0, 5, 5}};
    var one = SimulatedVoters.of(counts, 5, 3, 1);
    var same = SimulatedVoters.of(counts, 5, 3, 1);
    var other = SimulatedVoters.of(counts, 5, 3, 2);

    assertThat(cast(same)).isEqualTo(cast(one)).hasSize(12);
    assertThat(cast(other)).isNotEqualTo(cast(one));
  }

  private static List<String> cast(SimulatedVoters voters) {
    var cast = new ArrayList<String>();
    for (int i = 0; i < voters.votes().items(); i++) {
      for (int p = voters.votes().from(i); p < voters.votes().to(i); p++) {
        cast.add("%d %d %d".formatted(i, voters.votes().voter(p), voters.votes().label(p)));
      }
    }
    return cast;
  }

  @Test
  void simulated_annotators_are_as_able_as_they_were_drawn() {
    var counts = new int[6000][];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new int[4];
      counts[i][i % 4] = 10; // nothing disputed: whoever holds on is right
    }
    var voters = SimulatedVoters.of(counts, 6, 0, 9);
    var gold = new int[counts.length];
    Arrays.setAll(gold, i -> i % 4);
    var shown = voters.shown(gold);

    assertThat(voters.votes().size()).isEqualTo(36_000);
    for (int m = 0; m < shown.length; m++) {
      assertThat(shown[m]).isCloseTo(voters.abilities()[m], offset(.02));
    }
  }

  @Test
  void nobody_votes_more_often_than_people_really_did() {
    var voters = SimulatedVoters.of(new int[][] {{1, 1, 0}, {0, 0, 0}, {9, 0, 0}}, 4, 0, 0);

    assertThat(voters.votes().on(0)).isEqualTo(2);
    assertThat(voters.votes().on(1)).isZero();
    assertThat(voters.votes().on(2)).isEqualTo(4);
  }

  @Test
  void agreement_is_measured_on_the_real_counts_with_intervals() throws IOException {
    var metrics = metrics(VoteBench.agreement(options("majority", 0, 0, null)));

    assertThat(metrics).containsEntry("simulatedAnnotators", false).containsEntry("votes", 20_000);
    for (var statistic : List.of("percent", "krippendorffAlpha", "fleissKappa", "gwetAc1")) {
      var figures = figures(metrics, statistic);
      assertThat(number(figures, "low")).as(statistic).isLessThan(number(figures, "value"));
      assertThat(number(figures, "high")).as(statistic).isGreaterThan(number(figures, "value"));
      assertThat(number(figures, "items")).isEqualTo(2000);
    }
    assertThat(figures(metrics, "positiveAgreement")).hasSize(4);
    assertThat(metrics) // nobody of a crowd is known twice, and each gave one label
        .doesNotContainKeys("lightKappa", "masiAlpha");
  }

  @Test
  void named_voters_who_give_sets_agree_in_part(@TempDir Path other) throws IOException {
    Files.write(
        other.resolve("clips.csv"),
        List.of(
            "clip,text,candidates:ada,candidates:ben",
            "a,words,joy,joy",
            "b,words,anger,anger",
            "c,words,anger,anger|fear"));
    var slice = new TableSlice(other, null, List.of(), null, null, 0, 3);

    var metrics = metrics(VoteBench.agreement(new Options(slice, "majority", 0, 0, null)));

    // joy 2, anger 3, {anger, fear} 1; Jaccard's difference of the two that overlap is 1/2
    assertThat(number(figures(metrics, "jaccardAlpha"), "value"))
        .isCloseTo(1 - 5 * 1 / (2 * (6 + 2 + 1.5)), offset(1e-9));
    assertThat(number(figures(metrics, "masiAlpha"), "value"))
        .isCloseTo(1 - 5 * (4 / 3.0) / (2 * (6 + 2 + 2)), offset(1e-9));
    assertThat(number(figures(metrics, "masiNltkAlpha"), "value"))
        .isCloseTo(1 - 5 * 1.33 / (2 * (6 + 2 + 1.995)), offset(1e-9));
    assertThat(number(figures(metrics, "percent"), "value")).isEqualTo(1); // of first labels
  }

  @Test
  void confused_annotators_agree_less_than_the_real_crowd() throws IOException {
    var real = metrics(VoteBench.agreement(options("majority", 0, 0, null)));
    var simulated = metrics(VoteBench.agreement(options("majority", 10, 0, null)));

    assertThat(simulated).containsEntry("simulatedAnnotators", true).containsKey("lightKappa");
    assertThat(number(figures(simulated, "krippendorffAlpha"), "high"))
        .isLessThan(number(figures(real, "krippendorffAlpha"), "low"));
  }

  @Test
  void what_cannot_be_measured_is_refused_with_its_reason() {
    assertThatThrownBy(() -> VoteBench.aggregate(options("dawid-skene", 0, 0, null)))
        .hasMessage("--annotators must be at least 1 but is 0.");
    assertThatThrownBy(() -> VoteBench.aggregate(options("label-model", 2, 0, null)))
        .hasMessageContaining("needs at least 3");
    assertThatThrownBy(() -> VoteBench.aggregate(options("majority", 10, 0, "nothing")))
        .hasMessageContaining("\"nothing\"");
    assertThatThrownBy(() -> VoteBench.aggregate(options("guess", 10, 0, null)))
        .hasMessageContaining("guess");
    var one = new TableSlice(folder, null, List.of("model"), null, null, 0, 0);
    assertThatThrownBy(() -> VoteBench.agreement(new Options(one, "majority", 0, 0, null)))
        .hasMessageContaining("at least two");
  }
}
