package undertone.engine.features;

import java.util.regex.Pattern;

/// A part of a clip that is read for itself.
///
/// @param startMicros from the start of the clip's media, in it
/// @param endMicros after the start, no longer in it
public record Stretch(long startMicros, long endMicros) {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  public Stretch {
    if (startMicros < 0 || endMicros <= startMicros) {
      throw new IllegalArgumentException(
          "A stretch from %d to %d microseconds has no length.".formatted(startMicros, endMicros));
    }
  }

  /// Whether this moment lies in it.
  boolean holds(long micros) {
    return startMicros <= micros && micros < endMicros;
  }

  /// As `2000000-4000000`, which [#of(String)] reads.
  public String written() {
    return startMicros + "-" + endMicros;
  }

  /// @throws IllegalArgumentException if this names no stretch
  public static Stretch of(String written) {
    var match = WRITTEN.matcher(written);
    if (!match.matches()) {
      throw new IllegalArgumentException("\"%s\" names no stretch of a clip.".formatted(written));
    }
    return new Stretch(Long.parseLong(match.group(1)), Long.parseLong(match.group(2)));
  }
}
