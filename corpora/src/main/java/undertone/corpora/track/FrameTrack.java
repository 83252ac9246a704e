package undertone.corpora.track;

import java.util.Arrays;
import undertone.corpora.InvalidValueException;

/// How one measure went along a clip, as a machine saw it frame by frame; NaN where it saw no face.
public final class FrameTrack {
  public static final int MOST_FRAMES = 200_000; // over an hour and a half at 30 a second

  private final Measure measure;
  private final long[] micros;
  private final float[] values;

  /// @param micros media times, rising
  /// @param values one for each time, within the measure's range or NaN
  public FrameTrack(Measure measure, long[] micros, float[] values) {
    if (micros.length != values.length || micros.length == 0 || micros.length > MOST_FRAMES) {
      throw new InvalidValueException(
          "A track has 1 to %s frames, each a time and a value; this one has %s times and %s"
              + " values.",
          MOST_FRAMES, micros.length, values.length);
    }
    for (int i = 0; i < micros.length; i++) {
      if (micros[i] < 0 || (i > 0 && micros[i] <= micros[i - 1])) {
        throw new InvalidValueException(
            "The times of a track rise from 0; frame %s is at %s microseconds.", i + 1, micros[i]);
      }
      if (values[i] < measure.least() || values[i] > 1) {
        throw new InvalidValueException(
            "%s lies in %s..1; frame %s has %s.",
            measure.name(), (int) measure.least(), i + 1, values[i]);
      }
    }
    this.measure = measure;
    this.micros = micros.clone();
    this.values = values.clone();
  }

  public Measure measure() {
    return measure;
  }

  public int size() {
    return micros.length;
  }

  public long micros(int frame) {
    return micros[frame];
  }

  /// NaN where no face was seen.
  public float value(int frame) {
    return values[frame];
  }

  /// Whether it tells anything at all.
  public boolean says() {
    for (float value : values) {
      if (!Float.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameTrack track
        && measure.equals(track.measure)
        && Arrays.equals(micros, track.micros)
        && Arrays.equals(values, track.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * measure.hashCode() + Arrays.hashCode(micros)) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "%s over %d frames".formatted(measure.name(), micros.length);
  }
}
