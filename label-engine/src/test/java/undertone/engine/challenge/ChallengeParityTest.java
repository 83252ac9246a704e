package undertone.engine.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.challenge.EmotionWheels;
import undertone.corpora.challenge.EmotionWheels.Wheel;
import undertone.corpora.challenge.OpenSet.Dialect;
import undertone.corpora.challenge.OpenSetTable;
import undertone.corpora.challenge.SynonymGroups;
import undertone.corpora.challenge.WheelFiles;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.SquaredError;
import undertone.engine.metrics.WeightedF1;
import undertone.engine.parity.ParityNumbers;

/// The numbers of the organisers' own scorers come out of ours.
class ChallengeParityTest {
  private static final double CLOSE = 1e-9;

  private static Path parity(String file) {
    return there(
        Path.of(System.getenv().getOrDefault("UNDERTONE_PARITY", "../../shared/parity"))
            .resolve("mer")
            .resolve(file));
  }

  private static Path published(String file) {
    return there(
        Path.of(System.getenv().getOrDefault("UNDERTONE_DATA", "../../shared/data"))
            .resolve("mertools")
            .resolve(file));
  }

  private static Path there(Path path) {
    assumeTrue(Files.exists(path), path + " is not here; set UNDERTONE_DATA and UNDERTONE_PARITY");
    return path;
  }

  private static JsonNode json(String file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(parity(file)));
  }

  private static List<String> words(JsonNode array) {
    var words = new ArrayList<String>();
    array.forEach(word -> words.add(word.asString()));
    return words;
  }

  private static Map<String, List<String>> sets(JsonNode clips) {
    var sets = new LinkedHashMap<String, List<String>>();
    clips.properties().forEach(clip -> sets.put(clip.getKey(), words(clip.getValue())));
    return sets;
  }

  private static Map<String, List<String>> sets(Path file, Dialect dialect) throws IOException {
    var table = OpenSetTable.read(file, dialect);
    assertThat(table.faults()).isEmpty();
    var sets = new LinkedHashMap<String, List<String>>();
    table.rows().forEach(row -> sets.put(row.name(), row.words()));
    return sets;
  }

  @Test
  void classes_and_valence_score_as_in_the_reference() throws IOException {
    var numbers = ParityNumbers.of("mer");
    for (var kase : numbers.config().get("values").get("metrics")) {
      var name = kase.get("case").asString();
      var truths = numbers.ints(name + ".y");
      var guesses = numbers.ints(name + ".pred");

      double f1 = WeightedF1.of(guesses, truths, 6);
      double mse =
          SquaredError.of(numbers.vector(name + ".val_pred"), numbers.vector(name + ".val"));

      assertThat(f1).as(name).isCloseTo(kase.get("waf").asDouble(), within(CLOSE));
      assertThat(Accuracy.of(guesses, truths))
          .isCloseTo(kase.get("accuracy").asDouble(), within(CLOSE));
      assertThat(mse).isCloseTo(kase.get("mse").asDouble(), within(CLOSE));
      assertThat(f1 - 0.25 * mse).isCloseTo(kase.get("mer_multi").asDouble(), within(CLOSE));
    }
  }

  @Test
  void open_sets_score_as_in_the_reference_with_groups_and_without() throws IOException {
    var kase = json("ov2024.json");
    var groups = new ArrayList<List<String>>();
    kase.get("synonym_groups").forEach(group -> groups.add(words(group)));

    near(kase, "with_groups", SynonymGroups.of(groups));
    near(kase, "exact_words", SynonymGroups.NONE);
  }

  private static void near(JsonNode kase, String expected, SynonymGroups groups) {
    var overlap = OpenVocabulary.of(sets(kase.get("truth")), sets(kase.get("prediction")), groups);

    var figures = kase.get("expected").get(expected);
    assertThat(overlap.precision()).isCloseTo(figures.get("accuracy").asDouble(), within(CLOSE));
    assertThat(overlap.recall()).isCloseTo(figures.get("recall").asDouble(), within(CLOSE));
    assertThat(overlap.average()).isCloseTo(figures.get("average").asDouble(), within(CLOSE));
  }

  private static EmotionWheels tinyWheels(JsonNode resources) {
    var wheels = new ArrayList<Wheel>();
    for (var wheel : resources.get("wheels").properties()) {
      var level1 = new LinkedHashMap<String, String>();
      var level2 = new LinkedHashMap<String, String>();
      for (var inner : wheel.getValue().properties()) {
        level1.put(inner.getKey(), inner.getKey());
        var middles = inner.getValue().propertyNames().stream().sorted().toList();
        level2.put(inner.getKey(), middles.getFirst());
        for (var middle : inner.getValue().properties()) {
          level1.put(middle.getKey(), inner.getKey());
          level2.put(middle.getKey(), middle.getKey());
          for (var outer : words(middle.getValue())) {
            level1.put(outer, inner.getKey());
            level2.put(outer, middle.getKey());
          }
        }
      }
      wheels.add(new Wheel(wheel.getKey(), level1, level2));
    }
    return new EmotionWheels(
        sets(resources.get("format_mapping")), sets(resources.get("raw_mapping")), wheels);
  }

  @Test
  void wheels_score_as_in_the_reference() throws IOException {
    var kase = json("wheel_tiny.json");
    var score = new WheelScore(tinyWheels(kase.get("resources")));

    agree(
        score,
        sets(kase.get("truth")),
        sets(kase.get("prediction")),
        kase.get("expected").get("per_metric"));

    var means =
        ChallengeScores.ofWheels(
            sets(kase.get("truth")),
            sets(kase.get("prediction")),
            tinyWheels(kase.get("resources")),
            2);
    for (int level = 1; level <= 2; level++) {
      var expected = kase.get("expected").get("mean_over_wheels").get("level" + level);
      assertThat(figure(means, "f1Level" + level))
          .isCloseTo(expected.get("f").asDouble(), within(CLOSE));
      assertThat(figure(means, "precisionLevel" + level))
          .isCloseTo(expected.get("precision").asDouble(), within(CLOSE));
      assertThat(figure(means, "recallLevel" + level))
          .isCloseTo(expected.get("recall").asDouble(), within(CLOSE));
    }
  }

  @Test
  void every_word_is_led_as_in_the_reference() throws IOException {
    var kase = json("wheel_tiny.json");
    var score = new WheelScore(tinyWheels(kase.get("resources")));
    for (var word : kase.get("expected").get("word_mapping").properties()) {
      for (var place : word.getValue().properties()) {
        int wheel = score.wheelNames().indexOf(place.getKey().split("_", 2)[0]);
        int level = place.getKey().endsWith("level1") ? 1 : 2;

        assertThat(score.way(word.getKey(), wheel, level).sector())
            .as("%s on %s", word.getKey(), place.getKey())
            .isEqualTo(place.getValue().asString());
      }
    }
  }

  private static void agree(
      WheelScore score,
      Map<String, List<String>> truth,
      Map<String, List<String>> predicted,
      JsonNode perMetric) {
    for (var metric : perMetric.properties()) {
      var parts = metric.getKey().split("_", -1);
      var overlap =
          switch (parts[0]) {
            case "case1" -> score.ofBases(truth, predicted);
            case "case2" -> score.ofWheelWords(truth, predicted);
            default ->
                score.onWheel(
                    truth,
                    predicted,
                    score.wheelNames().indexOf(parts[1]),
                    parts[2].equals("level1") ? 1 : 2);
          };
      assertThat(overlap.f1())
          .as(metric.getKey())
          .isCloseTo(metric.getValue().get("f").asDouble(), within(CLOSE));
      assertThat(overlap.precision())
          .isCloseTo(metric.getValue().get("precision").asDouble(), within(CLOSE));
      assertThat(overlap.recall())
          .isCloseTo(metric.getValue().get("recall").asDouble(), within(CLOSE));
    }
  }

  @Test
  void own_clips_under_the_published_wheels_score_as_in_the_reference() throws IOException {
    var folder = published("MER2025/MER2025_Track23/emotion_wheel");
    var kase = json("ov2024.json");
    var expected = json("config.json").get("values").get("wheel_public_resources");

    agree(
        new WheelScore(WheelFiles.tables(folder)),
        sets(kase.get("truth")),
        sets(kase.get("prediction")),
        expected.get("per_metric"));
  }

  @Test
  void the_published_example_of_2024_scores_as_published() throws IOException {
    var groups = SynonymGroups.read(published("MER2024/ov_store/openset-synonym.zip"));
    var truth = sets(published("MER2024/ov_store/check-openset.csv"), Dialect.QUOTED);
    var predicted = sets(published("MER2024/ov_store/predict-openset.csv"), Dialect.QUOTED);

    var overlap = OpenVocabulary.of(truth, predicted, groups);
    var exact = OpenVocabulary.of(truth, predicted, SynonymGroups.NONE);

    assertThat(overlap.clips()).isEqualTo(332);
    assertThat(overlap.precision()).isCloseTo(0.581777108433735, within(CLOSE));
    assertThat(overlap.recall()).isCloseTo(0.4977911646586345, within(CLOSE));
    assertThat(overlap.average()).isCloseTo(0.5397841365461847, within(CLOSE));
    assertThat(exact.precision()).isCloseTo(0.254167, within(1e-6));
    assertThat(exact.recall()).isCloseTo(0.175657, within(1e-6));
  }

  @Test
  void the_published_example_scores_on_the_wheels_of_2025_and_2026_as_recomputed()
      throws IOException {
    var truth = sets(published("MER2024/ov_store/check-openset.csv"), Dialect.LISTED);
    var predicted = sets(published("MER2024/ov_store/predict-openset.csv"), Dialect.LISTED);
    var tables = WheelFiles.tables(published("MER2025/MER2025_Track23/emotion_wheel"));
    var frozen = WheelFiles.frozen(published("MER2026/MER2026_Track2/emotion_wheel"));

    var of2025 = ChallengeScores.ofWheels(truth, predicted, tables, 2);
    var of2026 = ChallengeScores.ofWheels(truth, predicted, frozen, 1);

    near(of2025, "f1Wheel%dLevel1", .563997, .575119, .553971, .546966, .528476);
    near(of2025, "f1Wheel%dLevel2", .419834, .421277, .445188, .419119, .417013);
    near(of2025, "clipsWheel%dLevel1", 327, 328, 324, 327, 316);
    near(of2025, "f1Level%d", .553706, .424486);
    near(of2025, "precisionLevel%d", .559395);
    near(of2025, "recallLevel%d", .548516);
    near(of2026, "f1Wheel%dLevel1", .563997, .577284, .554509, .548249, .529000);
    near(of2026, "f1Level%d", .554608);
    assertThat(figure(of2025, "score")).isCloseTo((.553706 + .424486) / 2, within(1e-6));
    assertThat(of2025.get("unknownTruthWords")).isEqualTo(146);
    assertThat(of2025.get("unknownPredictedWords")).isEqualTo(63);
    var score = new WheelScore(tables);
    assertThat(score.ofBases(truth, predicted).f1()).isCloseTo(.291204, within(1e-6));
    assertThat(score.ofWheelWords(truth, predicted).f1()).isCloseTo(.328049, within(1e-6));
    assertThat(score.ofWheelWords(truth, predicted).clips()).isEqualTo(331);
  }

  private static void near(Map<String, Number> figures, String pattern, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      var figure = pattern.formatted(i + 1);
      assertThat(figure(figures, figure)).as(figure).isCloseTo(expected[i], within(1e-6));
    }
  }

  private static double figure(Map<String, Number> figures, String name) {
    return Objects.requireNonNull(figures.get(name), name).doubleValue();
  }
}
