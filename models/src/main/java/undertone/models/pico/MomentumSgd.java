package undertone.models.pico;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.models.Constant;

/// Stochastic gradient descent with momentum and weight decay by PyTorch's rule, which the engine's
/// own `Sgd` does not follow: g ← g + λθ; v ← μv + g (first step v = g); θ ← θ − lr·v.
///
/// Afterwards the gradients are zero, so the next `backward` starts afresh.
public final class MomentumSgd {
  private final List<NDArray> weights;
  private final List<NDArray> velocities = new ArrayList<>();
  private final NDArray momentum; // numbers as arrays: made once, not in every step
  private final NDArray weightDecay;
  private @Nullable NDArray rate;
  private double rateSaid = Double.NaN;

  /// Turns the gradients of these weights on.
  public MomentumSgd(PicoNet net, double momentum, double weightDecay) {
    this(net.weights().values(), momentum, weightDecay);
  }

  /// Turns the gradients of these weights on.
  public MomentumSgd(Collection<NDArray> moved, double momentum, double weightDecay) {
    this.weights = List.copyOf(moved);
    this.momentum = Constant.beside(weights.getFirst(), momentum);
    this.weightDecay = Constant.beside(weights.getFirst(), weightDecay);
    for (var weight : weights) {
      weight.setRequiresGradient(true);
      velocities.add(weight.zerosLike());
    }
  }

  /// One step downhill. Call it outside the gradient collector.
  public void step(double learningRate) {
    var rate = rate(learningRate);
    for (int i = 0; i < weights.size(); i++) {
      var weight = weights.get(i);
      var velocity = velocities.get(i);
      try (var gradient = weight.getGradient();
          var decay = weight.mul(weightDecay)) {
        velocity.muli(momentum).addi(gradient).addi(decay);
        try (var change = velocity.mul(rate)) {
          weight.subi(change);
        }
        gradient.subi(gradient);
      }
    }
  }

  private NDArray rate(double learningRate) {
    var known = rate;
    if (known == null || learningRate != rateSaid) {
      if (known != null) {
        known.close();
      }
      known = Constant.beside(weights.getFirst(), learningRate);
      NDScope.unregister(known); // outlives the step it was first asked for in
      rate = known;
      rateSaid = learningRate;
    }
    return known;
  }

  /// Cosine from `first` in epoch 0 to a thousandth of it in epoch `epochs`.
  public static double cosine(double first, int epoch, int epochs) {
    double last = first * 1e-3;
    return last + (first - last) * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
  }
}
