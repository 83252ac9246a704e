package undertone.models.hosting;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What came of holding a network against its authors' code.
///
/// @param model its name
/// @param parameters numbers that it learns
/// @param outputs gaps by name: arrays of `output.npz`, and norms of gradients as
///   `gradients.LOSS.WEIGHT`
/// @param notCompared arrays of `output.npz` that our network has no name for
public record ParityReport(
    String model, long parameters, Map<String, Gap> outputs, List<String> notCompared) {

  public double maxAbsDiff() {
    return largest(Gap::maxAbsDiff);
  }

  public double maxRelDiff() {
    return largest(Gap::maxRelDiff);
  }

  private double largest(ToDoubleFunction<Gap> of) {
    return outputs.values().stream().mapToDouble(of).reduce(0, Math::max); // NaN stays
  }
}
