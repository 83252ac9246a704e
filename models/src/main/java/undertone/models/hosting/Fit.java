package undertone.models.hosting;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How weights that are given fit a network.
///
/// @param missing names that the network has and the weights do not
/// @param unexpected names that the weights have and the network does not
/// @param misshapen names of both with their shapes, where those differ
public record Fit(List<String> missing, List<String> unexpected, List<String> misshapen) {
  private static final int NAMED = 8; // names that a sentence lists

  /// @param needed by the network
  /// @param given by a file
  public static Fit of(Map<String, Shape> needed, Map<String, Shape> given) {
    var misshapen = new ArrayList<String>();
    needed.forEach((name, shape) -> {
      var other = given.get(name);
      if (other != null && !other.equals(shape)) {
        misshapen.add("%s %s instead of %s".formatted(name, other, shape));
      }
    });
    return new Fit(
        needed.keySet().stream().filter(name -> !given.containsKey(name)).toList(),
        given.keySet().stream().filter(name -> !needed.containsKey(name)).toList(),
        misshapen);
  }

  public boolean exact() {
    return faults() == 0;
  }

  /// Names that do not fit.
  public int faults() {
    return missing.size() + unexpected.size() + misshapen.size();
  }

  /// What does not fit, in a sentence.
  public String told() {
    return "Missing: %s. Unexpected: %s. Of another shape: %s."
        .formatted(some(missing), some(unexpected), some(misshapen));
  }

  private static String some(List<String> names) {
    var first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.isEmpty()
        ? "none"
        : names.size() > NAMED ? "%s, … (%d)".formatted(first, names.size()) : first;
  }
}
