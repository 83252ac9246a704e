package undertone.corpora.importing;

import java.util.ArrayList;
import java.util.List;
import undertone.corpora.manifest.RowFault;

/// Rows of one file that were refused; the first ones are told one by one.
final class RowRefusals {
  private final String file;
  private final List<RowFault> told = new ArrayList<>();
  private long count;

  RowRefusals(String file) {
    this.file = file;
  }

  void add(RowFault fault) {
    count++;
    if (told.size() < ImportReport.MOST_TOLD) {
      told.add(fault);
    }
  }

  void add(long line, String column, String reason) {
    add(new RowFault(file, line, column, reason, List.of()));
  }

  long count() {
    return count;
  }

  List<RowFault> told() {
    return List.copyOf(told);
  }
}
