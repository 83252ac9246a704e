package undertone.models.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.models.ReferenceArrays;
import undertone.models.video.LayerDecay;

/// Holds sizes of ours against published ones: numbers of weights, their names and shapes, how each
/// learns.
public final class Published {
  private final Path folder;

  /// @param model also the folder's name; skips the test where it is absent
  public Published(String model) {
    folder = ReferenceArrays.folder(model);
  }

  public ReferenceFolder reference(String part) {
    return new ReferenceFolder(folder.resolve(part));
  }

  public JsonNode json(String file) throws IOException {
    return json(folder.resolve(file));
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  /// Numbers that are learned, by the name of their sizes in `counts.json`.
  public void mustCount(Map<String, Shape> ours, String sizes) throws IOException {
    long all = ours.values().stream().mapToLong(Shape::size).sum();
    assertThat(all).as(sizes).isEqualTo(json("counts.json").get(sizes).asLong());
  }

  /// Names and shapes, by the name of the network in `shapes_full.json`.
  public void mustName(Map<String, Shape> ours, String network) throws IOException {
    var theirs = new HashMap<String, Shape>();
    for (var entry : json("shapes_full.json").get(network).properties()) {
      var axes = entry.getValue().valueStream().mapToLong(JsonNode::asLong).toArray();
      theirs.put(entry.getKey(), new Shape(axes));
    }
    assertThat(ours).containsExactlyInAnyOrderEntriesOf(theirs);
  }

  /// Rates and decay of a classifier's weights.
  public static void mustLearn(
      Map<String, Shape> ours, ToDoubleFunction<String> rates, String network) throws IOException {
    var theirs = schedule().get("layer_decay_per_parameter").get(network);
    assertThat(ours.keySet()).containsExactlyInAnyOrderElementsOf(theirs.propertyNames());
    ours.forEach((name, shape) -> {
      double rate = theirs.get(name).get("lr_scale").asDouble();
      assertThat(rates.applyAsDouble(name)).as(name).isCloseTo(rate, within(1e-12));
      assertThat(decays(name, shape))
          .as(name)
          .isEqualTo(theirs.get(name).get("weight_decay").asDouble() > 0);
    });
  }

  /// How many of an autoencoder's weights decay.
  public static void mustDecay(Map<String, Shape> ours, String network) throws IOException {
    long decaying = ours.entrySet().stream().filter(e -> decays(e.getKey(), e.getValue())).count();
    assertThat(decaying)
        .isEqualTo(schedule().get("pretrain_weight_decay").get(network).get("decayed").asLong());
  }

  private static boolean decays(String name, Shape shape) {
    return shape.dimension() > 1 && LayerDecay.mayDecay(name);
  }

  private static JsonNode schedule() throws IOException {
    return json(ReferenceArrays.folder("video-common").resolve("schedule.json"));
  }
}
