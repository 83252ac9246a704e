package undertone.corpora.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PanelTest {

  static LongStream seeds() {
    return new SplittableRandom(1).longs(50);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_truth_is_missing_from_fifteen_to_twenty_percent_of_the_voted_clips(long seed) {
    var takes = Screenplay.takes(seed);
    var votes = Panel.votes(takes, seed);

    int voted = 0;
    int missing = 0;
    for (int i = 0; i < takes.size(); i++) {
      var truth = takes.get(i).line().emotion().id();
      if (!votes.get(i).isEmpty()) {
        voted++;
        missing += votes.get(i).values().stream().anyMatch(set -> set.contains(truth)) ? 0 : 1;
        assertThat(votes.get(i).size()).isBetween(2, 5);
      }
    }

    assertThat((double) missing / voted).isBetween(0.15, 0.20);
    assertThat(takes.size() - voted).as("clips that wait for a first vote").isBetween(8, 16);
  }

  @Test
  void each_annotator_keeps_the_habit_that_is_documented() {
    assertThat(firstChoice(SimulatedAnnotator.ADA, Emotion.FEAR, Emotion.FEAR)).isGreaterThan(0.9);
    assertThat(firstChoice(SimulatedAnnotator.BEN, Emotion.FEAR, Emotion.SURPRISE))
        .isBetween(0.45, 0.65);
    assertThat(firstChoice(SimulatedAnnotator.BEN, Emotion.SURPRISE, Emotion.FEAR))
        .isBetween(0.45, 0.65);
    assertThat(firstChoice(SimulatedAnnotator.BEN, Emotion.ANGER, Emotion.ANGER))
        .isGreaterThan(0.85);
    assertThat(firstChoice(SimulatedAnnotator.CEM, Emotion.HAPPINESS, Emotion.NEUTRAL))
        .isBetween(0.3, 0.5);
    assertThat(firstChoice(SimulatedAnnotator.ELI, Emotion.DISGUST, Emotion.ANGER))
        .isBetween(0.45, 0.65);
    assertThat(meanSize(SimulatedAnnotator.DANA))
        .isGreaterThan(1.5 + meanSize(SimulatedAnnotator.ADA));
  }

  private static double firstChoice(SimulatedAnnotator annotator, Emotion shown, Emotion said) {
    var random = new SplittableRandom(4);
    return IntStream.range(0, 2000)
            .filter(
                _ -> annotator.vote(shown, null, random).first().orElseThrow().equals(said.id()))
            .count()
        / 2000.0;
  }

  private static double meanSize(SimulatedAnnotator annotator) {
    var random = new SplittableRandom(4);
    return IntStream.range(0, 2000)
        .map(_ -> annotator.vote(Emotion.SADNESS, null, random).size())
        .average()
        .orElseThrow();
  }
}
