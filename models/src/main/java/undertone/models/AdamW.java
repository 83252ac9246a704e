package undertone.models;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// Adam with weight decay beside it, by PyTorch's rule: θ ← θ − lr·λ·θ; m ← β₁m + (1−β₁)g; v ← β₂v
/// + (1−β₂)g²; θ ← θ − lr·m̂/(√v̂ + ε). Only matrices and kernels decay; biases, normalisations and
///   scales do not.
///
/// Afterwards the gradients are zero, so the next `backward` starts afresh.
///
/// Source: Loshchilov & Hutter 2019, arXiv:1711.05101, algorithm 2.
public final class AdamW {

  /// How long the past counts.
  ///
  /// @param first β₁
  /// @param second β₂
  /// @param epsilon ε
  public record Memory(double first, double second, double epsilon) {
    /// As CLIP's authors chose.
    public static final Memory CLIP = new Memory(0.9, 0.98, 1e-6);

    /// As masked autoencoders are pre-trained.
    public static final Memory PRE_TRAINING = new Memory(0.9, 0.95, 1e-8);

    /// PyTorch's own.
    public static final Memory USUAL = new Memory(0.9, 0.999, 1e-8);
  }

  private record Moved(
      String name, NDArray weight, NDArray first, NDArray second, double rate, boolean decays) {}

  private final List<Moved> all = new ArrayList<>();
  private final double decay;
  private final Memory memory;
  private final WeightsInMemory inMemory = new WeightsInMemory();
  private int steps;

  /// Turns the gradients of these weights on.
  ///
  /// @param rates what the learning rate is multiplied by, by the name of a weight
  public AdamW(Map<String, NDArray> weights, double decay, ToDoubleFunction<String> rates) {
    this(weights, decay, rates, Memory.CLIP, _ -> true);
  }

  /// As above.
  ///
  /// @param mayDecay names of matrices and kernels that decay; tokens often do not
  public AdamW(
      Map<String, NDArray> weights,
      double decay,
      ToDoubleFunction<String> rates,
      Memory memory,
      Predicate<String> mayDecay) {
    this.decay = decay;
    this.memory = memory;
    weights.forEach((name, weight) -> {
      weight.setRequiresGradient(true);
      all.add(
          new Moved(
              name,
              weight,
              weight.zerosLike(),
              weight.zerosLike(),
              rates.applyAsDouble(name),
              weight.getShape().dimension() > 1 && mayDecay.test(name)));
    });
  }

  /// What it remembers of past gradients, by name: to be kept with the weights, and to be set again
  /// where training goes on.
  public Map<String, NDArray> memories() {
    var memories = new LinkedHashMap<String, NDArray>();
    for (var moved : all) {
      memories.put("first." + moved.name, moved.first);
      memories.put("second." + moved.name, moved.second);
    }
    return memories;
  }

  /// Steps that were taken.
  public int steps() {
    return steps;
  }

  /// Goes on as if so many steps had been taken; [#memories] are set by whoever kept them.
  public void goOnFrom(int steps) {
    this.steps = steps;
  }

  /// One step downhill. Call it outside [Gradients].
  public void step(double learningRate) {
    steps++;
    double correction1 = 1 - Math.pow(memory.first(), steps);
    double correction2 = Math.sqrt(1 - Math.pow(memory.second(), steps));
    for (var moved : all) {
      double rate = learningRate * moved.rate;
      var step =
          new WeightsInMemory.Step(
              moved.decays ? 1 - rate * decay : 1, rate / correction1, correction2, memory);
      try (var gradient = moved.weight.getGradient()) {
        if (WeightsInMemory.reaches(moved.weight)) {
          inMemory.move(moved.weight, gradient, moved.first, moved.second, step);
        } else {
          move(moved.weight, gradient, moved.first, moved.second, step);
        }
      }
    }
  }

  /// The same by the engine's operations, wherever the arrays are.
  static void move(
      NDArray weight, NDArray gradient, NDArray first, NDArray second, WeightsInMemory.Step step) {
    var memory = step.memory();
    try (var part = gradient.mul(1 - memory.first());
        var square = gradient.square().muli(1 - memory.second())) {
      first.muli(memory.first()).addi(part);
      second.muli(memory.second()).addi(square);
      try (var spread = second.sqrt().divi(step.correction()).addi(memory.epsilon());
          var change = first.div(spread).muli(step.rate())) {
        weight.muli(step.kept()).subi(change);
      }
    }
    gradient.subi(gradient);
  }
}
