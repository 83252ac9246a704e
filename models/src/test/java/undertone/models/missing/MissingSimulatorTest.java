package undertone.models.missing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MissingSimulatorTest {
  private static final int CLIPS = 20_000;
  private static final int MODALITIES = 3;

  private final MissingSimulator simulator = MissingSimulator.fixed(7, "test");

  private boolean[][] cells(double rate) {
    return IntStream.range(0, CLIPS)
        .mapToObj(clip -> simulator.cells("clip-" + clip, MODALITIES, rate))
        .toArray(boolean[][]::new);
  }

  private static int kept(boolean[] cells) {
    int count = 0;
    for (boolean cell : cells) {
      count += cell ? 1 : 0;
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, .1, .2, .3, .4, .5, .6, .7, 1})
  void the_share_of_missing_cells_is_the_rate_or_two_thirds_and_no_turn_is_emptied(double rate) {
    var cells = cells(rate);

    double kept = Arrays.stream(cells).mapToInt(MissingSimulatorTest::kept).sum();
    assertThat(1 - kept / (CLIPS * MODALITIES))
        .isCloseTo(MissingSimulator.shareOfCells(MODALITIES, rate), within(.005));
    assertThat(Arrays.stream(cells)).allMatch(clip -> kept(clip) >= 1);
  }

  /// Shares of turns with one, two and three modalities.
  @ParameterizedTest
  @CsvSource({".1,.02,.26,.72", ".3,.20,.49,.30", ".5,.56,.38,.06", ".6,.81,.18,.01", ".7,1,0,0"})
  void turns_keep_as_many_modalities_as_the_papers(
      double rate, double one, double two, double three) {
    var shares = new double[MODALITIES + 1];
    for (var clip : cells(rate)) {
      shares[kept(clip)] += 1.0 / CLIPS;
    }

    assertThat(shares).containsExactly(new double[] {0, one, two, three}, within(.011));
  }

  @Test
  void every_modality_is_missing_equally_often() {
    var cells = cells(.5);
    for (int m = 0; m < MODALITIES; m++) {
      int modality = m;
      double share = Arrays.stream(cells).filter(clip -> !clip[modality]).count();
      assertThat(share / CLIPS).isCloseTo(.5, within(.012));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, .3, .7, 1})
  void the_share_of_missing_steps_is_the_rate(double rate) {
    double kept =
        IntStream.range(0, 1000)
            .map(clip -> kept(simulator.steps("clip-" + clip, "audio", 40, rate)))
            .sum();

    assertThat(1 - kept / 40_000).isCloseTo(rate, within(.007));
  }

  @Test
  void gaps_are_the_same_whatever_the_order_and_the_number_of_threads() {
    var once = cells(.5);
    try (var pool = new ForkJoinPool(4)) {
      var again =
          pool.submit(() ->
                  IntStream.range(0, CLIPS)
                      .parallel()
                      .mapToObj(clip -> simulator.cells("clip-" + clip, MODALITIES, .5))
                      .toArray(boolean[][]::new))
              .join();
      assertThat(again).isDeepEqualTo(once);
    }
  }

  @Test
  void seed_split_clip_epoch_and_modality_each_make_other_gaps() {
    var steps = simulator.steps("clip", "audio", 64, .5);

    assertThat(simulator.steps("clip", "audio", 64, .5)).isEqualTo(steps);
    assertThat(simulator.steps("clip", "text", 64, .5)).isNotEqualTo(steps);
    assertThat(simulator.steps("other", "audio", 64, .5)).isNotEqualTo(steps);
    assertThat(new MissingSimulator(8, "test", 0).steps("clip", "audio", 64, .5))
        .isNotEqualTo(steps);
    assertThat(new MissingSimulator(7, "train", 0).steps("clip", "audio", 64, .5))
        .isNotEqualTo(steps);
    assertThat(new MissingSimulator(7, "test", 1).steps("clip", "audio", 64, .5))
        .isNotEqualTo(steps);
  }

  @Test
  void gaps_grow_with_the_rate_and_never_move() {
    var few = simulator.steps("clip", "audio", 500, .3);
    var many = simulator.steps("clip", "audio", 500, .6);

    for (int t = 0; t < few.length; t++) {
      assertThat(few[t] || !many[t]).isTrue();
    }
  }

  @Test
  void a_pattern_takes_the_same_modalities_from_every_clip() {
    assertThat(MissingSimulator.pattern(3, Set.of(1))).containsExactly(true, false, true);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-.1, 1.1, Double.NaN})
  void a_share_outside_zero_to_one_is_refused(double rate) {
    assertThatThrownBy(() -> simulator.cells("clip", 3, rate))
        .hasMessageContaining(Double.toString(rate));
  }
}
