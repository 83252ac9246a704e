package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import undertone.models.Adam;
import undertone.models.Gradients;
import undertone.models.pico.MomentumSgd;

/// Moves weights and architecture in turn: the architecture by what clips say that the weights do
/// not learn from, the weights by all others.
///
/// First order: the weights are taken as they are, not as they would become.
///
/// Source: Liu et al. 2019, *DARTS*, arXiv:1806.09055, algorithm 1 with ξ = 0, and its settings.
public final class ArchitectureSearch {
  private static final double MOMENTUM = .9;
  private static final double WEIGHT_DECAY = 3e-4;
  private static final double FIRST_MOMENT = .5;
  private static final double ARCHITECTURE_DECAY = 1e-3;
  private static final double LONGEST_GRADIENT = 5;

  private final List<NDArray> weights;
  private final List<NDArray> architecture;
  private final MomentumSgd descent;
  private final Adam adam;

  public ArchitectureSearch(Collection<NDArray> weights, Collection<NDArray> architecture) {
    this.weights = List.copyOf(weights);
    this.architecture = List.copyOf(architecture);
    descent = new MomentumSgd(weights, MOMENTUM, WEIGHT_DECAY);
    adam = new Adam(architecture, FIRST_MOMENT, ARCHITECTURE_DECAY);
  }

  /// Moves the architecture alone. Leave it out in the first fifth of all epochs, so that
  /// operations with weights are not outrun by those without.
  ///
  /// @param loss of clips that the weights never see; made anew inside
  /// @param rate 3e-4 of convolutional cells, 3e-3 of recurrent ones
  /// @return the loss
  public float moveArchitecture(Supplier<NDArray> loss, double rate) {
    float value = backward(loss);
    adam.step(rate);
    weights.forEach(ArchitectureSearch::forget);
    return value;
  }

  /// Moves the weights alone.
  ///
  /// @param loss of other clips; made anew inside
  /// @param rate from .025 along a cosine to a thousandth, [MomentumSgd#cosine]
  /// @return the loss
  public float moveWeights(Supplier<NDArray> loss, double rate) {
    float value = backward(loss);
    shorten();
    descent.step(rate);
    architecture.forEach(ArchitectureSearch::forget);
    return value;
  }

  private static float backward(Supplier<NDArray> loss) {
    try (var gradients = new Gradients()) {
      var made = loss.get();
      gradients.backward(made);
      return made.getFloat();
    }
  }

  private void shorten() {
    double square = 0;
    for (var weight : weights) {
      try (var gradient = weight.getGradient();
          var squares = gradient.square();
          var sum = squares.sum()) {
        square += sum.getFloat();
      }
    }
    double length = Math.sqrt(square);
    if (length > LONGEST_GRADIENT) {
      for (var weight : weights) {
        try (var gradient = weight.getGradient()) {
          gradient.muli(LONGEST_GRADIENT / length);
        }
      }
    }
  }

  private static void forget(NDArray array) {
    try (var gradient = array.getGradient()) {
      gradient.subi(gradient);
    }
  }
}
