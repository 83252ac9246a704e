package undertone.engine.contract;

/// One thing wrong with a data set, told so that it can be mended.
///
/// @param file relative to the data set's folder
/// @param line of a table, counted from 1; 0 where there are no lines
/// @param clip the clip it is about; empty where it is about none
/// @param reason one sentence without its full stop
/// @param remedy what to do, one sentence without its full stop
public record Fault(String file, long line, String clip, String reason, String remedy) {

  static Fault of(String file, String reason, String remedy) {
    return new Fault(file, 0, "", reason, remedy);
  }

  static Fault ofClip(String file, String clip, String reason, String remedy) {
    return new Fault(file, 0, clip, reason, remedy);
  }

  /// The whole complaint in one line.
  public String message() {
    var place = new StringBuilder(file);
    if (line > 0) {
      place.append(", line ").append(line);
    }
    if (!clip.isEmpty()) {
      place.append(", clip ").append(clip);
    }
    return place.append(": ").append(reason).append("; ").append(remedy).append('.').toString();
  }
}
