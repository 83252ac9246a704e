package undertone.engine.parity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One folder of reference numbers: what `config.json` lists, read from `input.npz` and
/// `output.npz`. Names are `<case>.<array>`.
public final class ParityNumbers {
  private final JsonNode config;
  private final Map<String, double[]> numbers = new HashMap<>();
  private final Map<String, long[]> shapes = new HashMap<>();

  private ParityNumbers(Path folder) throws IOException {
    config = JsonMapper.shared().readTree(Files.readString(folder.resolve("config.json")));
    try (var manager = NDManager.newBaseManager()) {
      for (var file : List.of("input.npz", "output.npz")) {
        try (var stream = Files.newInputStream(folder.resolve(file))) {
          for (NDArray array : NDList.decode(manager, stream)) {
            numbers.put(array.getName(), array.toType(DataType.FLOAT64, true).toDoubleArray());
            shapes.put(array.getName(), array.getShape().getShape());
          }
        }
      }
    }
  }

  /// Skips the test where the folder is absent.
  public static ParityNumbers of(String folder) throws IOException {
    var path =
        Path.of(System.getenv().getOrDefault("UNDERTONE_PARITY", "../../shared/parity"))
            .resolve(folder);
    assumeTrue(Files.isDirectory(path), "no parity numbers at " + path.toAbsolutePath());
    return new ParityNumbers(path);
  }

  public JsonNode config() {
    return config;
  }

  public boolean has(String name) {
    return numbers.containsKey(name);
  }

  /// The first parts of all names, or those of arrays that are called so.
  public List<String> casesWith(String array) {
    return numbers.keySet().stream()
        .filter(name -> name.endsWith("." + array))
        .map(name -> name.substring(0, name.indexOf('.')))
        .distinct()
        .sorted()
        .toList();
  }

  /// Names of arrays of a case that begin so.
  public Stream<String> arrays(String kase, String beginning) {
    return numbers.keySet().stream()
        .filter(name -> name.startsWith(kase + "." + beginning))
        .map(name -> name.substring(kase.length() + 1))
        .sorted();
  }

  public double[] vector(String name) {
    return numbers.get(name).clone();
  }

  public double scalar(String name) {
    return numbers.get(name)[0];
  }

  public int[] ints(String name) {
    return Arrays.stream(vector(name)).mapToInt(number -> (int) number).toArray();
  }

  public boolean[] flags(String name) {
    var vector = vector(name);
    var flags = new boolean[vector.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = vector[i] != 0;
    }
    return flags;
  }

  public double[][] matrix(String name) {
    var flat = vector(name);
    int columns = (int) shapes.get(name)[1];
    var rows = new double[(int) shapes.get(name)[0]][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * columns, (i + 1) * columns));
    return rows;
  }

  public int[][] intMatrix(String name) {
    return Arrays.stream(matrix(name))
        .map(row -> Arrays.stream(row).mapToInt(number -> (int) number).toArray())
        .toArray(int[][]::new);
  }

  /// `[A,B,C]` as A matrices.
  public double[][][] cube(String name) {
    var flat = vector(name);
    var shape = shapes.get(name);
    var cube = new double[(int) shape[0]][(int) shape[1]][(int) shape[2]];
    int at = 0;
    for (var matrix : cube) {
      for (var row : matrix) {
        for (int k = 0; k < row.length; k++) {
          row[k] = flat[at++];
        }
      }
    }
    return cube;
  }
}
