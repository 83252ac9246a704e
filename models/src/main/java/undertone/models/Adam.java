package undertone.models;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Adam with weight decay inside, by PyTorch's rule: g ← g + λθ; m ← β₁m + (1−β₁)g; v ← β₂v +
/// (1−β₂)g²; θ ← θ − lr·m̂/(√v̂ + ε). Every weight decays, and moves even without a gradient. Where
/// decay should stand beside, take [AdamW].
///
/// Afterwards the gradients are zero, so the next `backward` starts afresh. Weights with rates or
/// decays of their own have an optimiser of their own.
///
/// Source: Kingma & Ba 2015, arXiv:1412.6980, algorithm 1.
public final class Adam {
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private record Moved(NDArray weight, NDArray first, NDArray second) {}

  private final List<Moved> all = new ArrayList<>();
  private final double beta1;
  private final double decay;
  private int steps;

  /// With the usual β₁ of 0.9. Turns the gradients of these weights on.
  public Adam(Collection<NDArray> weights, double decay) {
    this(weights, 0.9, decay);
  }

  public Adam(Collection<NDArray> weights, double beta1, double decay) {
    this.beta1 = beta1;
    this.decay = decay;
    for (var weight : weights) {
      weight.setRequiresGradient(true);
      all.add(new Moved(weight, weight.zerosLike(), weight.zerosLike()));
    }
  }

  /// One step downhill. Call it outside [Gradients].
  public void step(double learningRate) {
    steps++;
    double rate = learningRate / (1 - Math.pow(beta1, steps));
    double correction = Math.sqrt(1 - Math.pow(BETA2, steps));
    for (var moved : all) {
      try (var gradient = moved.weight.getGradient();
          var decayed = moved.weight.mul(decay).addi(gradient);
          var part = decayed.mul(1 - beta1);
          var square = decayed.square().muli(1 - BETA2)) {
        moved.first.muli(beta1).addi(part);
        moved.second.muli(BETA2).addi(square);
        try (var spread = moved.second.sqrt().divi(correction).addi(EPSILON);
            var change = moved.first.div(spread).muli(rate)) {
          moved.weight.subi(change);
        }
        gradient.subi(gradient);
      }
    }
  }
}
