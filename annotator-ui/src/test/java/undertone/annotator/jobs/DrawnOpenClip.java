package undertone.annotator.jobs;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import undertone.models.clip.OpenClip;
import undertone.models.clip.OpenClipConfig;
import undertone.models.weights.SafeTensors;

/// Weights of the tiny CLIP network, drawn, and a list of merges that fits them.
public final class DrawnOpenClip {
  private DrawnOpenClip() {}

  /// @param without an array that is left out; empty = none
  /// @param seed draws them
  public static Path weights(Path file, String without, long seed) throws IOException {
    var shapes = new LinkedHashMap<String, Shape>();
    try (var manager = NDManager.newBaseManager();
        var out = Files.newOutputStream(file)) {
      var drawn = OpenClip.drawn(OpenClipConfig.TINY, manager, new SplittableRandom(seed));
      drawn.weights().forEach((name, array) -> shapes.put(name, array.getShape()));
      shapes.remove(without);
      SafeTensors.write(
          out,
          shapes,
          Map.of(),
          name -> Objects.requireNonNull(drawn.weights().get(name)).toFloatArray());
    }
    return file;
  }

  /// @param count of the merges; the tiny network reads texts by thirty
  public static Path merges(Path file, int count) throws IOException {
    var list = new StringBuilder("#version: 0.2\n");
    for (int i = 0; i < count; i++) {
      list.append((char) ('a' + i % 26)).append(' ').append((char) ('b' + i / 26)).append('\n');
    }
    var bytes = list.toString().getBytes(StandardCharsets.UTF_8);
    if (!file.toString().endsWith(".gz")) {
      return Files.write(file, bytes);
    }
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return file;
  }
}
