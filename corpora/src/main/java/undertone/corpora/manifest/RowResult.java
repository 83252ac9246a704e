package undertone.corpora.manifest;

import java.util.List;

/// What became of one row.
public sealed interface RowResult {

  record Good(ClipRow row) implements RowResult {}

  /// All that is wrong with the row, at least one fault.
  record Bad(List<RowFault> faults) implements RowResult {
    public Bad {
      faults = List.copyOf(faults);
    }
  }
}
