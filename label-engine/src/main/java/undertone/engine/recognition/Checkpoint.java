package undertone.engine.recognition;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import undertone.models.AdamW;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// Where a training stands after an epoch, in one file of its folder, so that it comes whole or not
/// at all: weights, what the descent remembers, and, as facts, how far it is and of what.
///
/// @param file in the folder of a run
/// @param purpose tells trainings apart: one that was begun with another plan or with other clips
///   does not go on from here
public record Checkpoint(Path file, String purpose) {
  private static final String WEIGHT = "weight.";
  private static final String MEMORY = "memory.";

  /// The one of a folder.
  public static Checkpoint in(Path folder, String purpose) {
    return new Checkpoint(folder.resolve("checkpoint.safetensors"), purpose);
  }

  /// Keeps where a training stands, in place of what was kept before.
  public void keep(int epoch, Map<String, NDArray> weights, AdamW descent) throws IOException {
    var facts = new LinkedHashMap<String, String>();
    facts.put("purpose", purpose);
    facts.put("epoch", Integer.toString(epoch));
    facts.put("steps", Integer.toString(descent.steps()));
    var arrays = new LinkedHashMap<String, NDArray>();
    weights.forEach((name, array) -> arrays.put(WEIGHT + name, array));
    descent.memories().forEach((name, array) -> arrays.put(MEMORY + name, array));
    WholeFiles.write(file, arrays, facts);
  }

  /// Sets everything to where it stood.
  ///
  /// @return the epoch that had ended; 0 if there is nothing to go on from
  public int restore(Map<String, NDArray> weights, AdamW descent) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    SafeTensors kept;
    try {
      kept = SafeTensors.read(file);
    } catch (UnreadableWeightsException _) {
      return 0; // as good as none
    }
    if (!purpose.equals(kept.metadata().get("purpose"))) {
      return 0;
    }
    for (var entry : weights.entrySet()) {
      entry.getValue().set(kept.floats(WEIGHT + entry.getKey()));
    }
    for (var entry : descent.memories().entrySet()) {
      entry.getValue().set(kept.floats(MEMORY + entry.getKey()));
    }
    descent.goOnFrom(Integer.parseInt(kept.metadata().getOrDefault("steps", "0")));
    return Integer.parseInt(kept.metadata().getOrDefault("epoch", "0"));
  }

  /// Removes it: its training has ended.
  public void drop() throws IOException {
    Files.deleteIfExists(file);
  }
}
