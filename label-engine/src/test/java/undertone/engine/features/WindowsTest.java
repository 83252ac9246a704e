package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
  private static final long SECOND = 1_000_000;

  @ParameterizedTest(name = "{0} microseconds")
  @ValueSource(longs = {3_000_000, 3_040_000, 3_999_999, 7_123_457, 61_000_000, 600_000_001})
  void windows_cover_the_clip_and_half_of_each_lies_in_the_next(long duration) {
    var windows = Windows.USUAL.of(duration);

    assertThat(windows.getFirst().startMicros()).isZero();
    assertThat(windows.getLast().endMicros()).isEqualTo(duration);
    assertThat(windows).hasSizeBetween(2, 60);
    for (int i = 1; i < windows.size(); i++) {
      var before = windows.get(i - 1);
      long step = windows.get(i).startMicros() - before.startMicros();
      long wide = before.endMicros() - before.startMicros();
      assertThat(step).isPositive();
      assertThat(wide).isGreaterThanOrEqualTo(2 * SECOND);
      // starts stand on tenths of a second, so a step may be a tenth longer
      assertThat(step).isLessThanOrEqualTo(wide / 2 + SECOND / 10);
    }
  }

  @Test
  void a_clip_of_four_seconds_has_three_windows_of_two() {
    assertThat(Windows.USUAL.of(4 * SECOND))
        .containsExactly(
            new Stretch(0, 2 * SECOND),
            new Stretch(SECOND, 3 * SECOND),
            new Stretch(2 * SECOND, 4 * SECOND));
  }

  @Test
  void a_still_or_a_clip_hardly_longer_than_a_window_has_none() {
    assertThat(Windows.USUAL.of(0)).isEmpty();
    assertThat(Windows.USUAL.of(2 * SECOND)).isEmpty();
    assertThat(Windows.USUAL.of(3 * SECOND - 1)).isEmpty();
  }

  @Test
  void a_scene_of_ten_minutes_has_no_more_windows_than_the_bound_and_longer_ones() {
    var windows = Windows.USUAL.of(600 * SECOND);

    assertThat(windows).hasSize(60);
    assertThat(windows.getFirst().endMicros()).isBetween(19 * SECOND, 20 * SECOND);
  }

  @Test
  void a_stretch_is_read_as_it_is_written() {
    var stretch = new Stretch(2 * SECOND, 4 * SECOND);

    assertThat(stretch.written()).isEqualTo("2000000-4000000");
    assertThat(Stretch.of(stretch.written())).isEqualTo(stretch);
    assertThatThrownBy(() -> Stretch.of("4-2")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Stretch.of("../x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void windows_between_which_something_would_fall_are_refused() {
    assertThatThrownBy(() -> new Windows(Duration.ofSeconds(1), Duration.ofSeconds(2), 60))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
