package undertone.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.models.AdamW.Memory;

class WeightsInMemoryTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 2048, 5001})
  void one_pass_moves_weights_as_the_engines_operations_do(int size) {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed(size);
      var ours = rows(manager, size);
      var theirs = new NDArray[4];
      for (int r = 0; r < ours.length; r++) {
        theirs[r] = ours[r].duplicate();
      }
      var inMemory = new WeightsInMemory();
      for (var memory : new Memory[] {Memory.CLIP, Memory.PRE_TRAINING, Memory.USUAL}) {
        for (int step = 1; step <= 3; step++) {
          var gradient = manager.randomNormal(new Shape(size));
          ours[1].set(gradient.toFloatArray());
          theirs[1].set(gradient.toFloatArray());
          var numbers =
              new WeightsInMemory.Step(
                  step == 2 ? 1 : .9973, .0123 / step, Math.sqrt(.05 * step), memory);
          inMemory.move(ours[0], ours[1], ours[2], ours[3], numbers);
          AdamW.move(theirs[0], theirs[1], theirs[2], theirs[3], numbers);

          assertThat(ours[0].toFloatArray())
              .containsExactly(theirs[0].toFloatArray(), offset(1e-6f));
          for (int r = 1; r < ours.length; r++) { // gradient and memories, to the last bit
            assertThat(ours[r].toFloatArray()).isEqualTo(theirs[r].toFloatArray());
          }
        }
      }
    }
  }

  /// Weight, gradient, and both memories.
  private static NDArray[] rows(NDManager manager, int size) {
    return new NDArray[] {
      manager.randomNormal(new Shape(size)),
      manager.zeros(new Shape(size)),
      manager.zeros(new Shape(size)),
      manager.zeros(new Shape(size))
    };
  }

  @Test
  void a_gradient_that_came_over_a_turned_matrix_is_read_in_order_and_cleared() {
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed(4);
      var weight = manager.randomNormal(new Shape(3, 5));
      var before = weight.duplicate();
      var descent = new AdamW(Map.of("weight", weight), 0, _ -> 1, Memory.USUAL, _ -> false);
      var x = manager.randomNormal(new Shape(7, 5));
      try (var _ = new NDScope();
          var gradients = new Gradients()) {
        gradients.backward(x.matMul(weight.transpose()).square().sum());
      }
      float[] slopes;
      try (var gradient = weight.getGradient()) {
        slopes = gradient.toFloatArray();
      }
      descent.step(.01);

      var after = weight.toFloatArray();
      var first = before.toFloatArray();
      for (int i = 0; i < after.length; i++) { // Adam's first step goes by the sign alone
        assertThat(Math.signum(first[i] - after[i])).isEqualTo(Math.signum(slopes[i]));
      }
      try (var gradient = weight.getGradient()) {
        assertThat(gradient.toFloatArray()).containsOnly(0);
      }
    }
  }
}
