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
/// @param parts arrays of `output.npz` that are no output of a whole network, or that the reference
///   is known to get wrong; they are told and nothing is held against them
public record ParityReport(
    String model,
    long parameters,
    Map<String, Gap> outputs,
    List<String> notCompared,
    List<String> parts) {

  private static final String GRADIENTS = "gradients.";
  private static final double CLOSE = 1e-4;
  private static final double CLOSE_FOR_GRADIENTS = 1e-3; // of themselves

  static String gradient(String loss, String weight) {
    return GRADIENTS + loss + "." + weight;
  }

  /// Whether these are the authors' numbers: arrays to 1e-4, norms of gradients to a thousandth.
  public boolean holds() {
    return notCompared.isEmpty()
        && outputs.entrySet().stream()
            .allMatch(entry ->
                entry.getKey().startsWith(GRADIENTS)
                    ? entry.getValue().maxRelDiff() <= CLOSE_FOR_GRADIENTS
                    : entry.getValue().maxAbsDiff() <= CLOSE);
  }

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
