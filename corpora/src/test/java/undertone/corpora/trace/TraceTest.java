package undertone.corpora.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import undertone.corpora.InvalidValueException;

class TraceTest {

  @Test
  void a_series_holds_each_value_until_the_next_event() {
    var trace =
        new Trace(Axis.VALENCE, new long[] {0, 100_000, 250_000}, new float[] {0.5f, -0.25f, 1f});

    assertThat(trace.series(10)).containsExactly(0.5f, -0.25f, -0.25f);
    assertThat(trace.series(20)).containsExactly(0.5f, 0.5f, -0.25f, -0.25f, -0.25f, 1f);
  }

  @Test
  void before_the_first_event_nothing_was_said() {
    var trace = new Trace(Axis.AROUSAL, new long[] {150_000}, new float[] {0.3f});

    assertThat(trace.series(20)).containsExactly(Float.NaN, Float.NaN, Float.NaN, 0.3f);
  }

  @Test
  void times_that_fall_back_are_refused_naming_the_event() {
    assertThatThrownBy(() -> new Trace(Axis.VALENCE, new long[] {5, 5}, new float[] {0, 0}))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("event 2");
  }

  @Test
  void values_outside_the_scale_are_refused() {
    assertThatThrownBy(() -> new Trace(Axis.VALENCE, new long[] {5}, new float[] {1.5f}))
        .hasMessageContaining("-1..1");
    assertThatThrownBy(() -> new Trace(Axis.VALENCE, new long[] {5}, new float[] {Float.NaN}))
        .hasMessageContaining("-1..1");
  }
}
