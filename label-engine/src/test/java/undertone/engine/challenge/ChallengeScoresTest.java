package undertone.engine.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.corpora.challenge.EmotionWheels;
import undertone.corpora.challenge.EmotionWheels.Wheel;
import undertone.corpora.challenge.LabelTable;
import undertone.corpora.challenge.MerClass;
import undertone.corpora.challenge.Preference;
import undertone.corpora.challenge.SynonymGroups;
import undertone.engine.challenge.ChallengeScores.LabelPair;
import undertone.engine.metrics.WeightedF1;

class ChallengeScoresTest {

  private static LabelTable.Row row(MerClass emotion, double valence) {
    return new LabelTable.Row(2, "clip", emotion, valence);
  }

  @Test
  void a_quarter_of_the_squared_error_is_taken_off_where_valence_counts() {
    var pairs =
        List.of(
            new LabelPair(row(MerClass.SAD, -1), row(MerClass.SAD, 1)),
            new LabelPair(row(MerClass.HAPPY, 3), row(MerClass.HAPPY, 3)));

    assertThat(ChallengeScores.ofClasses(pairs, true))
        .containsExactly(
            Map.entry("clips", 2),
            Map.entry("accuracy", 1.0),
            Map.entry("f1", 1.0),
            Map.entry("mse", 2.0),
            Map.entry("score", 0.5));
    assertThat(ChallengeScores.ofClasses(pairs, false)).containsEntry("score", 1.0);
  }

  @Test
  void a_score_with_valence_is_refused_without_it() {
    var silent = new LabelTable.Row(2, "clip", MerClass.SAD, null);

    assertThatThrownBy(
            () -> ChallengeScores.ofClasses(List.of(new LabelPair(silent, silent)), true))
        .hasMessageContaining("Clip clip has no valence");
  }

  @Test
  void a_class_that_is_only_guessed_or_only_true_counts_zero_and_one_that_is_neither_not_at_all() {
    assertThat(WeightedF1.of(new int[] {0, 0, 2}, new int[] {0, 1, 0}, 5))
        .isEqualTo(2 / 3.0 * (2.0 * 1 / (2 + 2)));
    assertThat(WeightedF1.of(new int[0], new int[0], 5)).isNaN();
  }

  @Test
  void the_weighted_f1_is_that_of_precision_and_recall_for_two_hundred_cases() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      int classes = random.nextInt(2, 7);
      int size = random.nextInt(1, 40);
      var truths = random.ints(size, 0, random.nextInt(1, classes + 1)).toArray();
      var guesses = random.ints(size, 0, random.nextInt(1, classes + 1)).toArray();
      double expected = 0;
      for (int c = 0; c < classes; c++) {
        int label = c;
        double hits =
            IntStream.range(0, size).filter(i -> truths[i] == label && guesses[i] == label).count();
        double there = Arrays.stream(truths).filter(t -> t == label).count();
        double said = Arrays.stream(guesses).filter(g -> g == label).count();
        double precision = said == 0 ? 0 : hits / said;
        double recall = there == 0 ? 0 : hits / there;
        double f1 = hits == 0 ? 0 : 2 * precision * recall / (precision + recall);
        expected += there / size * f1;
      }
      assertThat(WeightedF1.of(guesses, truths, classes))
          .as("seed %d", seed)
          .isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void nothing_predicted_counts_zero_and_a_missing_clip_is_nothing_predicted() {
    var truth = Map.of("a", List.of("happy"), "b", List.of("sad"));
    var predicted = Map.of("a", List.<String>of());

    var overlap = OpenVocabulary.of(truth, predicted, SynonymGroups.NONE);

    assertThat(overlap).isEqualTo(new SetOverlap(2, 0, 0));
    assertThat(overlap.f1()).isZero();
  }

  @Test
  void the_way_of_a_word_to_its_class_is_shown_step_by_step() {
    var wheels =
        new EmotionWheels(
            Map.of("merrily", List.of("merry")),
            Map.of("merry", List.of("joy", "cheer", "absent")),
            List.of(new Wheel("wheel1", Map.of("joy", "plus", "cheer", "up"), Map.of())));
    var score = new WheelScore(wheels);

    assertThat(score.way(" Merrily", 0, 1))
        .isEqualTo(
            new WheelScore.Way(
                "merrily", List.of("merry"), List.of("absent", "cheer", "joy"), "cheer", "up"));
    assertThat(score.way("tree", 0, 1).sector()).isEmpty();
    assertThat(score.unknown(Map.of("a", List.of("Tree", "tree ", "merrily"))))
        .isEqualTo(Map.of("tree", 2));
  }

  @Test
  void two_descriptions_that_people_found_alike_are_left_out_and_the_same_means_the_first() {
    var figures =
        ChallengeScores.ofPreferences(
            List.of(Preference.A1, Preference.A2, Preference.SAME, Preference.A2),
            List.of(Preference.SAME, Preference.A2, Preference.A1, Preference.A1));

    assertThat(figures)
        .containsEntry("pairs", 3)
        .containsEntry("accuracy", 2 / 3.0)
        .containsEntry("accuracyThree", 1 / 4.0);
    assertThat(figures).containsEntry("score", 2.0 / 3);
  }
}
