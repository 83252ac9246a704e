package undertone.corpora.trace;

import java.util.Arrays;
import undertone.corpora.InvalidValueException;

/// How one dimension went along a clip, as it was followed: a value and the media time at which it
/// began to hold.
///
/// Times rise strictly; a voter who does a stretch again has replaced its events before.
public final class Trace {

  /// Steps of the resampled series, per second.
  public static final double SERIES_HZ = 25;

  public static final int MOST_EVENTS = 20_000;

  private final Axis axis;
  private final long[] micros;
  private final float[] values;

  /// @param micros media times, rising
  /// @param values -1..1, one for each time
  public Trace(Axis axis, long[] micros, float[] values) {
    if (micros.length != values.length || micros.length == 0 || micros.length > MOST_EVENTS) {
      throw new InvalidValueException(
          "A trace has 1 to %s events, each a time and a value; this one has %s times and %s"
              + " values.",
          MOST_EVENTS, micros.length, values.length);
    }
    for (int i = 0; i < micros.length; i++) {
      if (micros[i] < 0 || (i > 0 && micros[i] <= micros[i - 1])) {
        throw new InvalidValueException(
            "The times of a trace rise from 0; event %s is at %s microseconds.", i + 1, micros[i]);
      }
      if (!(values[i] >= -1 && values[i] <= 1)) {
        throw new InvalidValueException(
            "A trace's values lie in -1..1; event %s has %s.", i + 1, values[i]);
      }
    }
    this.axis = axis;
    this.micros = micros.clone();
    this.values = values.clone();
  }

  public Axis axis() {
    return axis;
  }

  public int size() {
    return micros.length;
  }

  public long micros(int event) {
    return micros[event];
  }

  public float value(int event) {
    return values[event];
  }

  /// The trace at equal steps from 0 to its last event: at each step the value that held then.
  /// Before the first event nothing was said, which is NaN.
  ///
  /// @param hz steps a second
  public float[] series(double hz) {
    var series = new float[1 + (int) Math.floor(micros[micros.length - 1] * hz / 1e6)];
    int event = -1;
    for (int step = 0; step < series.length; step++) {
      // Rounded as the event times are, so that an event exactly on a step counts at that step.
      long now = Math.round(step * 1e6 / hz);
      while (event + 1 < micros.length && micros[event + 1] <= now) {
        event++;
      }
      series[step] = event < 0 ? Float.NaN : values[event];
    }
    return series;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trace trace
        && axis == trace.axis
        && Arrays.equals(micros, trace.micros)
        && Arrays.equals(values, trace.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * axis.hashCode() + Arrays.hashCode(micros)) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "%s with %d events".formatted(axis, micros.length);
  }
}
