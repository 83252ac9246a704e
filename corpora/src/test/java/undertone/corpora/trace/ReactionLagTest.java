package undertone.corpora.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReactionLagTest {

  private static final double CLIP_SECONDS = 20;
  private static final double ONE_STEP = 1 / Trace.SERIES_HZ;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, 1.2, 2.6, 4.8})
  void a_lag_that_was_put_in_is_found(double lag) {
    var pairs = new ArrayList<ReactionLag.Pair>();
    for (int clip = 0; clip < 5; clip++) {
      var truth = wave(clip);
      pairs.add(pair(clip, t -> truth.applyAsDouble(t - lag), truth));
    }

    var found = ReactionLag.of(pairs, 1).found().orElseThrow();

    assertThat(found.seconds()).isCloseTo(lag, within(ONE_STEP));
    assertThat(found.low()).isLessThanOrEqualTo(found.seconds());
    assertThat(found.high()).isGreaterThanOrEqualTo(found.seconds());
  }

  @Test
  void noise_of_the_hand_its_level_and_its_range_do_not_move_the_lag() {
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var pairs = new ArrayList<ReactionLag.Pair>();
      for (int clip = 0; clip < 6; clip++) {
        var truth = wave(clip + 10 * seed);
        DoubleUnaryOperator hand =
            t -> 0.3 + 0.4 * truth.applyAsDouble(t - 1.6) + 0.08 * random.nextGaussian();
        pairs.add(pair(clip, hand, truth));
      }

      var found = ReactionLag.of(pairs, seed).found().orElseThrow();

      assertThat(found.seconds()).as("seed %d", seed).isCloseTo(1.6, within(0.2));
    }
  }

  @Test
  void a_hand_that_drifts_slowly_does_not_move_the_lag() {
    var pairs = new ArrayList<ReactionLag.Pair>();
    for (int clip = 0; clip < 5; clip++) {
      var truth = wave(clip);
      pairs.add(pair(clip, t -> 0.5 * truth.applyAsDouble(t - 2) + 0.02 * t, truth));
    }

    assertThat(ReactionLag.of(pairs, 1).found().orElseThrow().seconds())
        .isCloseTo(2, within(2 * ONE_STEP));
  }

  @Test
  void flat_traces_say_nothing_and_neither_do_straight_lines() {
    var flat = new ArrayList<ReactionLag.Pair>();
    var straight = new ArrayList<ReactionLag.Pair>();
    for (int clip = 0; clip < 5; clip++) {
      flat.add(pair(clip, _ -> 0.2, wave(clip)));
      straight.add(pair(clip, t -> 0.04 * t, t -> 0.04 * t));
    }

    assertThat(ReactionLag.of(flat, 1)).isEqualTo(new ReactionLag.Estimate(0, none()));
    assertThat(ReactionLag.of(straight, 1).found()).isEmpty();
  }

  @Test
  void a_hand_that_follows_something_else_gets_no_estimate() {
    for (int seed = 0; seed < 20; seed++) {
      var pairs = new ArrayList<ReactionLag.Pair>();
      for (int clip = 0; clip < 8; clip++) {
        pairs.add(pair(clip, wave(1000 + clip + 50 * seed), wave(clip + 50 * seed)));
      }

      var estimate = ReactionLag.of(pairs, seed);

      assertThat(estimate.clips()).isEqualTo(8);
      assertThat(estimate.found()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void two_clips_are_not_enough_and_short_ones_do_not_count() {
    var two = List.of(lagged(0, 1, CLIP_SECONDS), lagged(1, 1, CLIP_SECONDS));
    var withShort = List.of(two.get(0), two.get(1), lagged(2, 1, 2.5));

    assertThat(ReactionLag.of(two, 1)).isEqualTo(new ReactionLag.Estimate(2, none()));
    assertThat(ReactionLag.of(withShort, 1)).isEqualTo(new ReactionLag.Estimate(2, none()));
  }

  @Test
  void both_axes_of_a_clip_count_as_one_clip() {
    var pairs = new ArrayList<ReactionLag.Pair>();
    for (int clip = 0; clip < 2; clip++) {
      pairs.add(lagged(clip, 1, CLIP_SECONDS));
      pairs.add(lagged(clip, 1, CLIP_SECONDS));
    }

    assertThat(ReactionLag.of(pairs, 1).clips()).isEqualTo(2);
  }

  @Test
  void a_trace_begun_late_is_compared_from_there_on() {
    var pairs = new ArrayList<ReactionLag.Pair>();
    for (int clip = 0; clip < 4; clip++) {
      var truth = wave(clip);
      pairs.add(
          new ReactionLag.Pair(
              clip,
              trace(t -> truth.applyAsDouble(t - 1), 3, CLIP_SECONDS),
              trace(truth, 0, CLIP_SECONDS)));
    }

    assertThat(ReactionLag.of(pairs, 1).found().orElseThrow().seconds())
        .isCloseTo(1, within(ONE_STEP));
  }

  @Test
  void the_same_seed_gives_the_same_estimate() {
    var pairs = new ArrayList<ReactionLag.Pair>();
    for (int clip = 0; clip < 4; clip++) {
      pairs.add(lagged(clip, 1.5 + 0.1 * clip, CLIP_SECONDS));
    }

    assertThat(ReactionLag.of(pairs, 7)).isEqualTo(ReactionLag.of(pairs, 7));
  }

  private static Optional<ReactionLag.Found> none() {
    return Optional.empty();
  }

  private static ReactionLag.Pair lagged(int clip, double lag, double seconds) {
    var truth = wave(clip);
    return new ReactionLag.Pair(
        clip, trace(t -> truth.applyAsDouble(t - lag), 0, seconds), trace(truth, 0, seconds));
  }

  private static ReactionLag.Pair pair(
      int clip, DoubleUnaryOperator hand, DoubleUnaryOperator truth) {
    return new ReactionLag.Pair(clip, trace(hand, 0, CLIP_SECONDS), trace(truth, 0, CLIP_SECONDS));
  }

  /// Slow waves at no common beat, another mixture for each seed, within -0.7..0.7.
  private static DoubleUnaryOperator wave(int seed) {
    var random = new Random(seed);
    var hertz = new double[4];
    var phase = new double[4];
    for (int i = 0; i < hertz.length; i++) {
      hertz[i] = 0.05 + 0.4 * random.nextDouble();
      phase[i] = 2 * Math.PI * random.nextDouble();
    }
    return t -> {
      double sum = 0;
      for (int i = 0; i < hertz.length; i++) {
        sum += 0.17 * Math.sin(2 * Math.PI * hertz[i] * t + phase[i]);
      }
      return sum;
    };
  }

  private static Trace trace(DoubleUnaryOperator value, double from, double to) {
    int steps = (int) Math.round((to - from) * Trace.SERIES_HZ);
    var micros = new long[steps];
    var values = new float[steps];
    for (int i = 0; i < steps; i++) {
      double t = from + i / Trace.SERIES_HZ;
      micros[i] = Math.round(t * 1e6);
      values[i] = (float) Math.clamp(value.applyAsDouble(t), -1, 1);
    }
    return new Trace(Axis.VALENCE, micros, values);
  }
}
