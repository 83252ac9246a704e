package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.models.weights.UnreadableWeightsException;

/// Numbers that the authors' code computes: `config.json` (sizes), `weights.npz`, `input.npz`,
/// `output.npz`, and `grads.json` where gradients were kept.
///
/// @param path of the folder
public record ReferenceFolder(Path path) {
  private static final String SIZES = "config.json";

  /// The folder itself if it holds numbers, otherwise those inside it that do.
  ///
  /// @throws UnreadableWeightsException if there are none
  public static List<ReferenceFolder> under(Path folder) throws IOException {
    if (Files.exists(folder.resolve(SIZES))) {
      return List.of(new ReferenceFolder(folder));
    }
    try (Stream<Path> inside = Files.list(folder)) {
      var found =
          inside
              .filter(one -> Files.exists(one.resolve(SIZES)))
              .sorted()
              .map(ReferenceFolder::new)
              .toList();
      if (found.isEmpty()) {
        throw new UnreadableWeightsException(
            "%s holds no reference numbers: neither it nor a folder inside it has a %s."
                .formatted(folder, SIZES));
      }
      return found;
    }
  }

  public JsonNode sizes() throws IOException {
    return json(SIZES);
  }

  /// `grads.json`; missing where no gradients were kept.
  JsonNode gradients() throws IOException {
    var file = "grads.json";
    return Files.exists(path.resolve(file)) ? json(file) : JsonMapper.shared().createObjectNode();
  }

  private JsonNode json(String file) throws IOException {
    try {
      return JsonMapper.shared().readTree(Files.readString(path.resolve(file)));
    } catch (JacksonException e) {
      throw new UnreadableWeightsException(
          "%s is no JSON: %s".formatted(path.resolve(file), e.getOriginalMessage()));
    }
  }

  /// Arrays of `weights.npz`, `input.npz` or `output.npz`, by name.
  public Map<String, NDArray> arrays(String file, NDManager manager) throws IOException {
    try (var stream = Files.newInputStream(path.resolve(file + ".npz"))) {
      var arrays = new LinkedHashMap<String, NDArray>();
      NDList.decode(manager, stream).forEach(array -> arrays.put(array.getName(), array));
      return arrays;
    }
  }
}
