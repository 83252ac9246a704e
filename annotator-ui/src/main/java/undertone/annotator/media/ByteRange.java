package undertone.annotator.media;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which bytes of a file a request wants.
///
/// One range is honoured. Several at once are allowed to be ignored by RFC 9110, section 14.2, and
/// are: a player never asks for them, an attacker does.
///
/// @param first of the bytes wanted
/// @param length how many bytes
record ByteRange(long first, long length) {

  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /// What a range header means for a file.
  sealed interface Wanted {
    /// The whole file, because there is no range or none we honour.
    record Whole() implements Wanted {}

    record Part(ByteRange range) implements Wanted {}

    /// The range lies outside the file.
    record Nothing() implements Wanted {}
  }

  /// @param header of the request, null if it has none
  /// @param size of the file, bytes
  static Wanted of(@Nullable String header, long size) {
    var one = ONE.matcher(header == null ? "" : header.strip());
    if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
      return new Wanted.Whole();
    }
    if (one.group(1).isEmpty()) {
      long last = Math.min(size, Long.parseLong(one.group(2)));
      return last == 0 ? new Wanted.Nothing() : part(size - last, size - 1);
    }
    long first = Long.parseLong(one.group(1));
    long last = one.group(2).isEmpty() ? size - 1 : Long.parseLong(one.group(2));
    if (last < first && !one.group(2).isEmpty()) {
      return new Wanted.Whole(); // not a range at all
    }
    return first >= size ? new Wanted.Nothing() : part(first, Math.min(last, size - 1));
  }

  private static Wanted part(long first, long last) {
    return new Wanted.Part(new ByteRange(first, last - first + 1));
  }

  long last() {
    return first + length - 1;
  }
}
