package undertone.models.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import undertone.models.video.Pass;

/// Holds what one look costs against what papers say of it, in billions of products that are summed
/// up (papers call them FLOPs).
public final class Costs {
  private static final double PUBLISHED = .01; // papers round

  private Costs() {}

  /// @param weights names and shapes; what they hold changes no cost
  /// @param look lets the network look at one clip
  public static void mustBe(
      double billions, Map<String, Shape> weights, BiConsumer<Pass, NDManager> look) {
    try (var manager = NDManager.newBaseManager()) {
      var zeros = new HashMap<String, NDArray>();
      weights.forEach((name, shape) -> zeros.put(name, manager.zeros(shape)));
      var pass = Pass.predicting(zeros);
      look.accept(pass, manager);
      assertThat(pass.multiplyAdds() / 1e9)
          .as("billions of multiply-adds")
          .isCloseTo(billions, within(PUBLISHED * billions));
    }
  }

  /// A clip as all published sizes read it, `[1,3,16,160,160]`.
  public static NDArray clip(NDManager manager) {
    return manager.zeros(new Shape(1, 3, 16, 160, 160));
  }
}
