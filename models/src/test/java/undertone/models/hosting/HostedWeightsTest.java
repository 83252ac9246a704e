package undertone.models.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.models.video.FirstWeights;
import undertone.models.weights.UnreadableWeightsException;

class HostedWeightsTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static List<HostedModel> models() {
    return HostedModel.all();
  }

  private static HostedNetwork network(HostedModel model, String variant) {
    return Objects.requireNonNull(model.variants(5).get(variant));
  }

  private static HostedClassifier tiny(HostedModel model) {
    return (HostedClassifier) network(model, "tiny");
  }

  private Map<String, NDArray> drawn(HostedModel model, String variant, int seed) {
    var network = network(model, variant);
    return FirstWeights.draw(network.weights(), 1, manager, new SplittableRandom(seed));
  }

  @ParameterizedTest
  @MethodSource("models")
  void fine_tuning_begins_with_all_that_was_learned_but_the_head(HostedModel model)
      throws UnreadableWeightsException {
    var learned = drawn(model, "tiny-pretrain", 1);
    var first = drawn(model, "tiny", 2);

    var own = HostedWeights.begin(tiny(model), first, learned);

    assertThat(own)
        .contains("head.weight", "head.bias", "fc_norm.weight", "fc_norm.bias")
        .allMatch(name -> name.matches("(head|fc_norm)\\..*|.*_layer_weights"));
    var block = "blocks.1.mlp.fc1.weight";
    var theirs = Objects.requireNonNull(learned.get("encoder." + block));
    var ours = first.containsKey(block) ? first.get(block) : first.get("encoder." + block);
    assertThat(Objects.requireNonNull(ours).toFloatArray()).isEqualTo(theirs.toFloatArray());
  }

  @ParameterizedTest
  @MethodSource("models")
  void weights_of_another_size_are_no_beginning(HostedModel model) {
    var learned = new LinkedHashMap<>(drawn(model, "tiny-pretrain", 1));
    learned.put("encoder.blocks.0.mlp.fc1.bias", manager.zeros(new Shape(3)));

    assertThatThrownBy(() -> HostedWeights.begin(tiny(model), drawn(model, "tiny", 2), learned))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("blocks.0.mlp.fc1.bias (3) instead of (256)");
  }
}
