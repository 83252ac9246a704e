package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// One network of a [HostedModel]: sizes, and what goes in and comes out. It owns no numbers;
/// weights are handed to it with every call. What it can be taught, its kinds say.
public sealed interface HostedNetwork permits HostedClassifier, HostedAutoencoder {

  /// Its sizes.
  Record config();

  /// Frames of film (T) that one look spans, whether it reads them or only the sound that belongs
  /// to them.
  int frames();

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

  /// Numbers that are learned.
  default long parameters() {
    return weights().values().stream().mapToLong(Shape::size).sum();
  }
}
