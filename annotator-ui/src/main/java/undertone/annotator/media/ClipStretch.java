package undertone.annotator.media;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A stretch of a clip as addresses name it and as people read it.
public record ClipStretch(long startMicros, long endMicros) {
  /// What it is called in the address of a page, as in a media fragment: `t=2,4`.
  public static final String NAME = "t";

  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?),(\\d{1,6}(?:\\.\\d{1,6})?)");
  private static final double SECOND = 1e6;

  /// @return empty if one of them is missing, which means the whole clip
  public static Optional<ClipStretch> of(@Nullable Long startMicros, @Nullable Long endMicros) {
    return startMicros == null || endMicros == null
        ? Optional.empty()
        : Optional.of(new ClipStretch(startMicros, endMicros));
  }

  /// Reads what stands in an address; empty if that is no stretch.
  public static Optional<ClipStretch> read(String written) {
    var match = WRITTEN.matcher(written);
    if (!match.matches()) {
      return Optional.empty();
    }
    var stretch =
        new ClipStretch(
            Math.round(Double.parseDouble(match.group(1)) * SECOND),
            Math.round(Double.parseDouble(match.group(2)) * SECOND));
    return stretch.endMicros > stretch.startMicros ? Optional.of(stretch) : Optional.empty();
  }

  /// `2,4`, in seconds.
  public String written() {
    return number(startMicros) + "," + number(endMicros);
  }

  private static String number(long micros) {
    return String.format(Locale.ROOT, "%.6f", micros / SECOND).replaceAll("\\.?0+$", "");
  }

  /// `0:02.0–0:04.0`.
  public String said() {
    return start() + "–" + end();
  }

  /// `0:02.0`
  public String start() {
    return said(startMicros);
  }

  /// `0:04.0`
  public String end() {
    return said(endMicros);
  }

  private static String said(long micros) {
    long tenths = Math.round(micros / 100_000.0);
    return String.format(Locale.ROOT, "%d:%02d.%d", tenths / 600, tenths / 10 % 60, tenths % 10);
  }
}
