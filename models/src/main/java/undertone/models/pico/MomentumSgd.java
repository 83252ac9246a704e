package undertone.models.pico;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/// Stochastic gradient descent with momentum and weight decay by PyTorch's rule, which the engine's
/// own `Sgd` does not follow: g ← g + λθ; v ← μv + g (first step v = g); θ ← θ − lr·v.
///
/// Afterwards the gradients are zero, so the next `backward` starts afresh.
public final class MomentumSgd {
  private final List<NDArray> weights;
  private final List<NDArray> velocities = new ArrayList<>();
  private final double momentum;
  private final double weightDecay;

  /// Turns the gradients of these weights on.
  public MomentumSgd(PicoNet net, double momentum, double weightDecay) {
    this.weights = List.copyOf(net.weights().values());
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    for (var weight : weights) {
      weight.setRequiresGradient(true);
      velocities.add(weight.zerosLike());
    }
  }

  /// One step downhill. Call it outside the gradient collector.
  public void step(double learningRate) {
    for (int i = 0; i < weights.size(); i++) {
      var weight = weights.get(i);
      var velocity = velocities.get(i);
      try (var gradient = weight.getGradient();
          var decay = weight.mul(weightDecay)) {
        velocity.muli(momentum).addi(gradient).addi(decay);
        try (var change = velocity.mul(learningRate)) {
          weight.subi(change);
        }
        gradient.subi(gradient);
      }
    }
  }

  /// Cosine from `first` in epoch 0 to a thousandth of it in epoch `epochs`.
  public static double cosine(double first, int epoch, int epochs) {
    double last = first * 1e-3;
    return last + (first - last) * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
  }
}
