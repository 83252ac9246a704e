package undertone.corpora.manifest;

import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;

/// The rules for paths in tables: where a path may lead, and which id it makes.
final class ClipPath {

  /// As wide as the column that keeps the id.
  static final int MAX_NAME_CHARACTERS = 200;

  private static final Pattern NOT_IN_IDS = Pattern.compile("[^A-Za-z0-9._-]");
  private static final Pattern SCHEME_OR_DRIVE =
      Pattern.compile("^([A-Za-z]:|file:|[A-Za-z][A-Za-z0-9+.-]*://).*");

  private ClipPath() {}

  sealed interface Checked {
    record Fine(String path) implements Checked {}

    record Refused(String reason, String nearest) implements Checked {}
  }

  /// A relative path inside the table's folder with plain slashes; `./a//b` becomes `a/b`.
  static Checked check(String written) {
    if (written.indexOf('\\') >= 0) {
      return new Checked.Refused("uses backslashes", written.replace('\\', '/'));
    }
    if (written.startsWith("/") || SCHEME_OR_DRIVE.matcher(written).matches()) {
      return new Checked.Refused(
          "must be relative to the table's folder", written.replaceFirst("^.*/", ""));
    }
    if (written.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return new Checked.Refused("holds control characters", "");
    }
    var steps = new ArrayList<String>();
    for (var step : written.split("/", -1)) {
      if (step.equals("..")) {
        return new Checked.Refused("leads out of the table's folder", "");
      }
      if (!step.isEmpty() && !step.equals(".")) {
        steps.add(step);
      }
    }
    var path = String.join("/", steps);
    if (path.isEmpty()) {
      return new Checked.Refused("names no file", "");
    }
    if (path.length() > MAX_NAME_CHARACTERS) {
      return new Checked.Refused("is longer than %d characters".formatted(MAX_NAME_CHARACTERS), "");
    }
    return new Checked.Fine(path);
  }

  /// The clip's id: every character outside `A-Za-z0-9._-` becomes `_`.
  static String nameOf(String path) {
    return NOT_IN_IDS.matcher(path).replaceAll("_");
  }

  /// Case-folded, for telling splits and columns apart.
  static String folded(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }
}
