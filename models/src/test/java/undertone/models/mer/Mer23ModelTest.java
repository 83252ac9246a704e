package undertone.models.mer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.models.TrainingTurn;
import undertone.models.hosting.FeatureBatch;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FeatureNetwork;

class Mer23ModelTest {
  private static final List<Integer> WIDTHS = List.of(4, 5, 7);

  /// The second difference of a squared error knows neither the network nor the class: of the
  /// organisers' -5..5 it is 5² + 5².
  @ParameterizedTest
  @ValueSource(strings = {"mlp", "attention"})
  void valence_weighs_beside_the_class_what_it_weighs_on_the_organisers_scale(String name) {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var network =
          FeatureModel.named(name)
              .orElseThrow()
              .network(
                  "base",
                  WIDTHS,
                  1,
                  new FeatureModel.Tells(3, true),
                  manager,
                  new SplittableRandom(1));

      float bend =
          loss(network, 1, manager) + loss(network, -1, manager) - 2 * loss(network, 0, manager);

      assertThat(bend).isCloseTo(50, within(.01f));
    }
  }

  /// Of one clip, by the same drop-out each time.
  private static float loss(FeatureNetwork network, float valence, NDManager manager) {
    network.dropBy(new SplittableRandom(2));
    var one = new Shape(1, 1);
    var there = manager.ones(one);
    var numbers = new NDList();
    var all = new NDList();
    for (int width : WIDTHS) {
      numbers.add(manager.ones(new Shape(1, 1, width)).mul(.5f));
      all.add(there);
    }
    var first = manager.zeros(one, DataType.INT64);
    var batch =
        new FeatureBatch(
            numbers, all, all, all, first, first, there, manager.full(one, valence), there);
    return network.loss(batch).getFloat();
  }
}
