package undertone.models;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Adam with weight decay beside it, by PyTorch's rule: θ ← θ − lr·λ·θ; m ← β₁m + (1−β₁)g; v ← β₂v
/// + (1−β₂)g²; θ ← θ − lr·m̂/(√v̂ + ε). Only matrices and kernels decay; biases, normalisations and
///   scales do not.
///
/// Afterwards the gradients are zero, so the next `backward` starts afresh.
///
/// Source: Loshchilov & Hutter 2019, arXiv:1711.05101, algorithm 2.
public final class AdamW {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.98;
  private static final double EPSILON = 1e-6;

  private record Moved(
      NDArray weight, NDArray first, NDArray second, double rate, boolean decays) {}

  private final List<Moved> all = new ArrayList<>();
  private final double decay;
  private int steps;

  /// Turns the gradients of these weights on.
  ///
  /// @param rates what the learning rate is multiplied by, by the name of a weight
  public AdamW(Map<String, NDArray> weights, double decay, ToDoubleFunction<String> rates) {
    this.decay = decay;
    weights.forEach((name, weight) -> {
      weight.setRequiresGradient(true);
      all.add(
          new Moved(
              weight,
              weight.zerosLike(),
              weight.zerosLike(),
              rates.applyAsDouble(name),
              weight.getShape().dimension() > 1));
    });
  }

  /// One step downhill. Call it outside [Gradients].
  public void step(double learningRate) {
    steps++;
    double correction1 = 1 - Math.pow(BETA1, steps);
    double correction2 = Math.sqrt(1 - Math.pow(BETA2, steps));
    for (var moved : all) {
      double rate = learningRate * moved.rate;
      try (var gradient = moved.weight.getGradient();
          var part = gradient.mul(1 - BETA1);
          var square = gradient.square().muli(1 - BETA2)) {
        moved.first.muli(BETA1).addi(part);
        moved.second.muli(BETA2).addi(square);
        try (var spread = moved.second.sqrt().divi(correction2).addi(EPSILON);
            var change = moved.first.div(spread).muli(rate / correction1)) {
          if (moved.decays) {
            moved.weight.muli(1 - rate * decay);
          }
          moved.weight.subi(change);
        }
        gradient.subi(gradient);
      }
    }
  }
}
