package undertone.models;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// How the blocks of a network that learns are gone through: with all that they compute kept for
/// the way back, or with their inputs alone ([Recomputation]).
public interface Blocks extends AutoCloseable {

  /// Keeps everything.
  Blocks KEPT =
      new Blocks() {
        @Override
        public NDArray through(List<NDArray> inputs, Function<List<NDArray>, NDArray> block) {
          return block.apply(inputs);
        }

        @Override
        public RandomGenerator draws(RandomGenerator draws) {
          return draws;
        }

        @Override
        public void backward(NDArray loss, Gradients gradients) {
          gradients.backward(loss);
        }

        @Override
        public void close() {}
      };

  /// What a block makes of its inputs.
  NDArray through(List<NDArray> inputs, Function<List<NDArray>, NDArray> block);

  /// Draws for what blocks leave to chance; a block that is computed twice sees the same twice.
  RandomGenerator draws(RandomGenerator draws);

  /// Adds the gradients of a loss, a number without axes, to those of the weights it came from.
  ///
  /// @param gradients open since before the first block
  void backward(NDArray loss, Gradients gradients);

  /// Lets go of what it kept.
  @Override
  void close();
}
