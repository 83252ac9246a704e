package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import undertone.models.weights.UnreadableWeightsException;

/// A folder of reference numbers that holds several cases of one network, `<case>.<array>`, and
/// what came of holding ours against them.
public final class ReferenceCases {
  private static final String NORM = "l2";

  private final ReferenceFolder folder;
  private final Map<String, NDArray> weights;
  private final Map<String, NDArray> inputs;
  private final Map<String, NDArray> outputs;
  private final JsonNode gradients;
  private final Map<String, Gap> gaps = new LinkedHashMap<>();

  /// @param manager owns their arrays
  public ReferenceCases(ReferenceFolder folder, NDManager manager) throws IOException {
    this.folder = folder;
    weights = folder.arrays("weights", manager);
    inputs = folder.arrays("input", manager);
    outputs = folder.arrays("output", manager);
    gradients = folder.gradients();
  }

  /// `config.json`.
  public JsonNode sizes() throws IOException {
    return folder.sizes();
  }

  /// The cases whose settings name something.
  public List<String> cases(String setting) throws IOException {
    var cases = new ArrayList<String>();
    for (var one : sizes().path("cases").properties()) {
      if (one.getValue().has(setting)) {
        cases.add(one.getKey());
      }
    }
    return cases;
  }

  /// @throws UnreadableWeightsException if there is none of that name
  public NDArray input(String name) throws UnreadableWeightsException {
    return require(inputs, "input", name);
  }

  /// @throws UnreadableWeightsException if there is none of that name
  public NDArray weight(String name) throws UnreadableWeightsException {
    return require(weights, "weights", name);
  }

  private NDArray require(Map<String, NDArray> arrays, String file, String name)
      throws UnreadableWeightsException {
    var array = arrays.get(name);
    if (array == null) {
      throw new UnreadableWeightsException(
          "%s has no array %s in its %s.npz.".formatted(folder.path(), name, file));
    }
    return array;
  }

  /// Sets our weights to those of a case.
  ///
  /// @throws UnreadableWeightsException if one is missing or of another size
  public void fill(String kase, Map<String, NDArray> ours) throws UnreadableWeightsException {
    for (var one : ours.entrySet()) {
      var theirs = weight(kase + "." + one.getKey());
      if (theirs.size() != one.getValue().size()) {
        throw new UnreadableWeightsException(
            "The array %s.%s of %s is of another size than that of the network."
                .formatted(kase, one.getKey(), folder.path()));
      }
      one.getValue().set(theirs.toFloatArray());
    }
  }

  /// Holds one of our arrays against the reference's, if that has one of the name.
  public void hold(String name, NDArray ours) {
    var theirs = outputs.get(name);
    if (theirs != null) {
      gaps.put(name, Gap.between(ours, theirs));
    }
  }

  /// Holds norms of the gradients that lie on our weights against those of one entry of
  /// `grads.json`, and sets ours to zero.
  public void holdGradients(String entry, Map<String, NDArray> ours) {
    ours.forEach((name, weight) -> {
      try (var gradient = weight.getGradient()) {
        var theirs = gradients.path(entry).path(name);
        if (theirs.has(NORM)) {
          double norm = gradient.toType(DataType.FLOAT64, false).square().sum().sqrt().getDouble();
          gaps.put(
              ParityReport.gradient(entry, name), Gap.between(norm, theirs.get(NORM).asDouble()));
        }
        gradient.subi(gradient.duplicate());
      }
    });
  }

  /// @param parameters numbers that a network learns
  /// @param part names of arrays that are no output of a whole network: parts that the tests of
  ///   this build compare, or what the reference gets wrong
  public ParityReport report(String model, long parameters, Predicate<String> part) {
    var others = outputs.keySet().stream().filter(name -> !gaps.containsKey(name)).toList();
    return new ParityReport(
        model,
        parameters,
        gaps,
        others.stream().filter(part.negate()).toList(),
        others.stream().filter(part).toList());
  }
}
