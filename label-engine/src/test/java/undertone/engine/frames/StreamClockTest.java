package undertone.engine.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.ModalityCard;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.Source;
import undertone.models.TrainingTurn;
import undertone.models.abaw.Alignment;

class StreamClockTest {
  private static final long SECOND = 1_000_000;

  private static StreamClock clock(@Nullable Double rateHz, double seconds) {
    var card = new ModalityCard("audio", "made", 1, ModalityCard.Level.SEQUENCE, rateHz);
    return new StreamClock(card, Math.round(seconds * SECOND));
  }

  /// What is said, -9 where nothing is.
  private static double[] said(float[] even) {
    var said = new double[even.length / 2];
    for (int i = 0; i < said.length; i++) {
      said[i] = even[2 * i + 1] == 1 ? even[2 * i] : -9;
    }
    return said;
  }

  private static ClipSteps ramp(int steps, double hz) {
    var values = new float[steps];
    for (int t = 0; t < steps; t++) {
      values[t] = (float) ((t + .5) / hz);
    }
    return ClipSteps.of(1, values);
  }

  @Test
  void a_slower_stream_lies_on_straight_lines_and_a_faster_one_is_averaged() {
    var slower = said(clock(2.0, 10).evenly(ramp(20, 2), 40));
    var faster = said(clock(50.0, 10).evenly(ramp(500, 50), 40));
    var equal = said(clock(4.0, 10).evenly(ramp(40, 4), 40));

    for (int i = 1; i < 39; i++) { // at the ends there is no line to lie on
      double middle = (i + .5) / 4;
      assertThat(slower[i]).isCloseTo(middle, within(1e-5));
      assertThat(faster[i]).isCloseTo(middle, within(.5 / 50 + 1e-5));
      assertThat(equal[i]).isCloseTo(middle, within(1e-5));
    }
    assertThat(slower[0]).isEqualTo(.25); // the nearer of two
    double sum = 0;
    for (double value : faster) {
      sum += value / faster.length;
    }
    assertThat(sum).isCloseTo(5, within(.01)); // pooling keeps the mean
  }

  @Test
  void what_is_too_fast_to_be_seen_is_not_folded() {
    var slow = new float[500];
    for (int t = 0; t < slow.length; t++) { // a wave of a fifth of a second and one of ten
      double at = (t + .5) / 50;
      slow[t] = (float) (Math.sin(2 * Math.PI * at / 10) + Math.sin(2 * Math.PI * at * 20));
    }

    var said = said(clock(50.0, 10).evenly(ClipSteps.of(1, slow), 40));

    for (int i = 0; i < 40; i++) {
      assertThat(said[i]).isCloseTo(Math.sin(2 * Math.PI * (i + .5) / 40), within(.12));
    }
  }

  @Test
  void a_gap_of_seconds_stays_one_and_a_short_one_is_bridged() {
    var kept = new BitSet();
    kept.set(0, 40);
    kept.clear(10, 13); // .75 s at four a second
    kept.clear(20, 32); // 3 s
    var clip = ClipSteps.of(1, ramp(40, 4).steps(), kept, null, null);

    var said = said(clock(4.0, 10).evenly(clip, 40));

    assertThat(said[11]).isCloseTo(11.5 / 4, within(1e-5));
    assertThat(said[21]).isCloseTo(19.5 / 4, within(1e-5)); // half a second on, the last holds
    assertThat(said[26]).isEqualTo(-9);
    assertThat(said[32]).isCloseTo(32.5 / 4, within(1e-5));
  }

  @Test
  void times_of_steps_go_before_any_rate_and_a_vector_of_the_whole_is_said_throughout() {
    var late = new BitSet();
    late.set(0, 2);
    var timed = ClipSteps.of(1, new float[] {1, 2}, late, new double[] {4.9, 5.1}, null);

    var said = said(clock(2.0, 10).evenly(timed, 40));

    assertThat(said[19]).isEqualTo(1);
    assertThat(said[20]).isEqualTo(2);
    assertThat(said[0]).isEqualTo(-9);
    assertThat(said(clock(null, 10).evenly(ClipSteps.ofWhole(7), 3))).containsExactly(7, 7, 7);
    var noneThere = ClipSteps.of(1, new float[2], new BitSet(), null, new float[] {7});
    assertThat(said(clock(2.0, 10).evenly(noneThere, 3))).containsExactly(7, 7, 7);
  }

  /// A clip of which one stream is known and no length.
  private static StreamedClips unmeasured(@Nullable Double rateHz, ClipSteps steps) {
    var card = new ModalityCard("audio", "made", 1, ModalityCard.Level.SEQUENCE, rateHz);
    var known = new DescribedClips(List.of(new Source(card, "")));
    known.put(0, "clip", steps);
    return new StreamedClips(known, Map.of());
  }

  @Test
  void a_clip_lasts_as_its_streams_tell_and_without_times_or_rate_nobody_knows() {
    var both = new BitSet();
    both.set(0, 2);
    var timed = ClipSteps.of(1, new float[2], both, new double[] {9, 10}, null);
    var steps = ClipSteps.of(1, new float[8]);

    assertThat(unmeasured(null, timed).lasts("clip")).isEqualTo(10_500_000); // and half a step
    assertThat(unmeasured(null, timed).runs("clip")).isTrue();
    assertThat(unmeasured(2.0, steps).lasts("clip")).isEqualTo(4 * SECOND);
    assertThat(unmeasured(2.0, steps).runs("clip")).isTrue();
    assertThat(unmeasured(null, steps).runs("clip")).isFalse();
    assertThat(unmeasured(null, steps).inStep("clip", 100, 1).orElseThrow().frames()).isEqualTo(8);
    assertThat(unmeasured(null, ClipSteps.ofWhole(1)).runs("clip")).isFalse();
  }

  @Test
  void three_taps_are_the_authors_and_no_width_changes_nothing() {
    double[] scores = {.9, .1, .4, .4, .8, .3};
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var theirs = Alignment.smooth(6).of(manager.create(scores).reshape(6, 1)).toDoubleArray();
      assertThat(Smoothing.by(scores, .25, .5, .25)).containsExactly(theirs, within(1e-12));
    }
    assertThat(Smoothing.over(scores, 0)).isEqualTo(scores);
    assertThat(Smoothing.over(scores, 1)[0]).isCloseTo(.5, within(1e-12));
    assertThat(Smoothing.over(scores, 1)[4]).isCloseTo(.5, within(1e-12));
  }
}
