package undertone.engine.search;

import undertone.corpora.InvalidValueException;

/// A stretch of a clip.
///
/// @param startMicros from the start of the clip's media
/// @param endMicros after the start
public record Moment(long startMicros, long endMicros) {
  public Moment {
    if (startMicros < 0 || endMicros <= startMicros) {
      throw new InvalidValueException(
          "A moment from %s to %s microseconds has no length; give an end after its start.",
          startMicros, endMicros);
    }
  }
}
