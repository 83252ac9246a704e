package undertone.engine.contract;

import java.util.List;

/// A data set that cannot be worked with as it is.
public final class FaultySetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  FaultySetException(List<Fault> faults) {
    super(
        faults.getFirst().message()
            + (faults.size() == 1 ? "" : " And %d more.".formatted(faults.size() - 1)));
    this.faults = List.copyOf(faults);
  }

  /// All that is wrong, at least one.
  public List<Fault> faults() {
    return faults;
  }
}
