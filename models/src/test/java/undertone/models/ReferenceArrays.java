package undertone.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One folder of reference numbers as tensors: `config.json`, `grads.json` and the arrays of
/// `input.npz`, `weights.npz` and `output.npz`, named `<case>.<array>`.
public final class ReferenceArrays {
  private final Path folder;
  private final Map<String, Map<String, NDArray>> files = new HashMap<>();

  private ReferenceArrays(Path folder, NDManager manager) throws IOException {
    this.folder = folder;
    for (var file : List.of("input", "weights", "output")) {
      var arrays = new HashMap<String, NDArray>();
      try (var stream = Files.newInputStream(folder.resolve(file + ".npz"))) {
        NDList.decode(manager, stream).forEach(array -> arrays.put(array.getName(), array));
      }
      files.put(file, arrays);
    }
  }

  /// Skips the test where the folder is absent.
  public static ReferenceArrays of(String name, NDManager manager) throws IOException {
    return new ReferenceArrays(folder(name), manager);
  }

  /// Where a folder lies; skips the test where it is absent.
  public static Path folder(String name) {
    var folder =
        Path.of(System.getenv().getOrDefault("UNDERTONE_PARITY", "../../shared/parity"))
            .resolve(name);
    assumeTrue(Files.isDirectory(folder), "no parity numbers at " + folder.toAbsolutePath());
    return folder;
  }

  /// Names of the cases of one kind that a folder lists: `pico`, `pico2`, …
  public static List<String> cases(String name, String kind) throws IOException {
    return json(folder(name).resolve("config.json")).get("cases").propertyNames().stream()
        .filter(kase -> kase.matches(kind + "\\d*"))
        .sorted()
        .toList();
  }

  /// Something `config.json` says beside its cases.
  public JsonNode setting(String name) throws IOException {
    return json(folder.resolve("config.json")).get(name);
  }

  /// The settings of one case.
  public JsonNode config(String kase) throws IOException {
    return json(folder.resolve("config.json")).get("cases").get(kase);
  }

  /// Norm, sum and shape of the gradients of one case, by parameter.
  public JsonNode gradients(String kase) throws IOException {
    return json(folder.resolve("grads.json")).get(kase);
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  public NDArray input(String name) {
    return array("input", name);
  }

  public NDArray weight(String name) {
    return array("weights", name);
  }

  public NDArray output(String name) {
    return array("output", name);
  }

  /// Puts the stored weights and statistics into ours; `prefix` stands before their names.
  public void fill(String prefix, Map<String, NDArray> ours) {
    ours.forEach((name, array) -> array.set(array("weights", prefix + name).toFloatArray()));
  }

  /// Holds the gradients that lie on our weights against those of one case: the norm of each to a
  /// share of itself, the sum to that share of the norm. Where theirs lists no gradient, ours is 0;
  /// weights that ours lacks have none in theirs.
  public void nearGradients(String kase, Map<String, NDArray> weights, double share)
      throws IOException {
    var expected = gradients(kase);
    for (var name : expected.propertyNames()) {
      boolean moves = !expected.get(name).isNull();
      assertThat(weights.containsKey(name) || !moves).as("%s is a weight", name).isTrue();
    }
    weights.forEach((name, weight) -> {
      var theirs = expected.path(name);
      double norm = theirs.path("l2").asDouble(0);
      double sum = theirs.path("sum").asDouble(0);
      var ours = weight.getGradient().toType(DataType.FLOAT64, true);
      assertThat(ours.square().sum().sqrt().getDouble())
          .as("norm of the gradient of %s", name)
          .isCloseTo(norm, within(share * norm + 1e-6));
      assertThat(ours.sum().getDouble())
          .as("sum of the gradient of %s", name)
          .isCloseTo(sum, within(share * norm + 1e-6));
    });
  }

  private NDArray array(String file, String name) {
    return Objects.requireNonNull(
        Objects.requireNonNull(files.get(file)).get(name), file + " has no array " + name);
  }

  /// Holds one of our arrays against an output.
  public void near(NDArray ours, String theirs, double tolerance) {
    near(ours, output(theirs), tolerance, theirs);
  }

  public static void near(NDArray ours, NDArray theirs, double tolerance, String name) {
    assertThat(ours.size()).as(name).isEqualTo(theirs.size());
    var expected = theirs.flatten().toType(ours.getDataType(), false);
    var gap = ours.flatten().sub(expected).abs().max().toType(DataType.FLOAT64, true).getDouble();
    assertThat(gap).as("largest difference in %s", name).isLessThanOrEqualTo(tolerance);
  }
}
