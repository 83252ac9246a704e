package undertone.engine.features;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Cuts long clips into overlapping stretches of one length, spread evenly from the first picture
/// to the last.
///
/// @param window length of a stretch
/// @param step from one start to the next at most, no longer than a window, so that nothing falls
///   between two
/// @param most stretches of one clip; those of a clip that would have more are longer instead, each
///   twice as long as its step
public record Windows(Duration window, Duration step, int most) {
  private static final long GRAIN = 100_000; // microseconds: starts are shown in tenths of a second

  /// An expression takes about half a second to come and as long to go, so two seconds hold one
  /// with its rise and fall, and at four pictures a second eight of it; half of each window is in
  /// the next, so that one which falls on a border is whole in another. Sixty are a minute of
  /// windows that fine; a scene of ten minutes has windows of twenty seconds, and a clip never
  /// takes more room in an index than sixty others.
  public static final Windows USUAL = new Windows(Duration.ofSeconds(2), Duration.ofSeconds(1), 60);

  public Windows {
    if (step.compareTo(Duration.ofMillis(100)) < 0 || step.compareTo(window) > 0 || most < 2) {
      throw new IllegalArgumentException(
          "Windows of %s cannot begin every %s, at most %d a clip.".formatted(window, step, most));
    }
  }

  /// The stretches of a clip, in order of time. None of one that is hardly longer than a window:
  /// its stretches would say what the whole says.
  ///
  /// @param durationMicros of the clip; a still or a text has 0
  public List<Stretch> of(long durationMicros) {
    long wide = micros(window);
    if (durationMicros < wide + micros(step)) {
      return List.of();
    }
    long count = Math.ceilDiv(durationMicros - wide, micros(step)) + 1;
    if (count > most) {
      count = most;
      wide = Math.ceilDiv(2 * durationMicros, count + 1);
    }
    var stretches = new ArrayList<Stretch>();
    for (int i = 0; i < count; i++) {
      long start = (durationMicros - wide) * i / (count - 1) / GRAIN * GRAIN;
      boolean last = i == count - 1;
      stretches.add(new Stretch(start, last ? durationMicros : start + wide));
    }
    return List.copyOf(stretches);
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1000;
  }
}
