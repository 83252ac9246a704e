package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/// One network of a [HostedModel]: sizes, and what goes in and comes out. It owns no numbers;
/// weights are handed to it with every call.
public interface HostedNetwork {

  /// Its sizes.
  Record config();

  /// The names that its authors gave its weights, and their shapes.
  Map<String, Shape> weights();

  /// What it reads.
  List<Port> inputs();

  /// What [#forward] answers.
  List<Port> outputs();

  /// Reads a batch.
  ///
  /// @param weights by the names of [#weights]
  /// @param inputs by the names of [#inputs]
  /// @return arrays by the names of [#outputs]
  Map<String, NDArray> forward(Map<String, NDArray> weights, Map<String, NDArray> inputs);

  /// What is made smaller in training, without axes, for batches of reference numbers.
  ///
  /// @param name of one of several losses that reference numbers hold gradients of; `loss` where
  ///   there is one
  /// @param inputs by the names of the reference's `input.npz`
  /// @param watch is shown everything that has a name in the reference's `output.npz`
  NDArray loss(
      String name,
      Map<String, NDArray> weights,
      Map<String, NDArray> inputs,
      BiConsumer<String, NDArray> watch);

  /// What is hidden of a batch while an autoencoder learns, by the names of [#inputs]; a classifier
  /// sees everything.
  default Map<String, NDArray> hidden(int clips, RandomGenerator random, NDManager manager) {
    return Map.of();
  }

  /// Scores of classes `[B,K]` while a classifier learns: those of [#forward], with paths dropped.
  ///
  /// @throws UnsupportedOperationException if this is an autoencoder
  default NDArray learning(
      Map<String, NDArray> weights, Map<String, NDArray> inputs, RandomGenerator drops) {
    throw new UnsupportedOperationException("Bug: an autoencoder tells no classes apart.");
  }

  /// How badly an autoencoder fills the gaps of a batch, which is what pre-training makes smaller;
  /// without axes.
  default NDArray error(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
    return loss("loss", weights, inputs, (_, _) -> {});
  }

  /// What the learning rate of a weight is multiplied by in fine-tuning.
  ///
  /// @param factor from one level to the next below
  default ToDoubleFunction<String> rates(double factor) {
    return _ -> 1;
  }

  /// Films of a batch as an autoencoder is shown them, `masked`, and as it fills their gaps,
  /// `restored`; colours 0..1, `[B,3,T,H,W]`. A classifier restores nothing.
  default Map<String, NDArray> restored(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
    return Map.of();
  }

  /// Numbers that are learned.
  default long parameters() {
    return weights().values().stream().mapToLong(Shape::size).sum();
  }
}
