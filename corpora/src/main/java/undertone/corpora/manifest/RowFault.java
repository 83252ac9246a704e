package undertone.corpora.manifest;

import java.util.List;

/// One thing wrong with one row, told so that it can be mended.
///
/// @param file as the reader was given it
/// @param line counted from 1; 0 when the fault is of a file in a folder
/// @param column the header's word, or empty when the row as a whole is at fault
/// @param reason one sentence without its full stop
/// @param nearest valid values that may have been meant, best first; may be empty
public record RowFault(String file, long line, String column, String reason, List<String> nearest) {

  public RowFault {
    nearest = List.copyOf(nearest);
  }

  /// The whole complaint in one line.
  public String message() {
    var place = new StringBuilder(file);
    if (line > 0) {
      place.append(", line ").append(line);
    }
    if (!column.isEmpty()) {
      place.append(", column ").append(column);
    }
    place.append(": ").append(reason);
    if (!nearest.isEmpty()) {
      place.append("; did you mean ").append(String.join(" or ", nearest)).append('?');
    } else {
      place.append('.');
    }
    return place.toString();
  }
}
