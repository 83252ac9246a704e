package undertone.models.abaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;

class FrameLossTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final SplittableRandom random = new SplittableRandom(6);

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private NDArray noise(long... shape) {
    var values = new float[(int) new Shape(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(shape));
  }

  private NDArray some(long... shape) {
    return noise(shape).gt(0).toType(DataType.FLOAT32, false);
  }

  private float trace(NDArray told, NDArray truth) {
    return FrameLoss.ofTrace(told, truth, truth.onesLike()).getFloat();
  }

  @Test
  void concordance_is_what_can_be_worked_out_by_hand() {
    var truth = noise(50);
    float variance = truth.sub(truth.mean()).square().mean().getFloat();

    assertThat(trace(truth, truth)).isCloseTo(0, within(1e-6f));
    assertThat(trace(truth.add(.5f), truth))
        .isCloseTo(1 - 2 * variance / (2 * variance + .25f), within(1e-5f));
    assertThat(trace(truth.sub(truth.mean()).neg(), truth.sub(truth.mean())))
        .isCloseTo(2, within(1e-5f));
  }

  @Test
  void a_trace_that_never_changes_has_a_finite_gradient() {
    var told = manager.zeros(new Shape(9));
    told.setRequiresGradient(true);
    try (var gradients = new Gradients()) {
      gradients.backward(FrameLoss.ofTrace(told, manager.zeros(new Shape(9)), told.onesLike()));
    }

    assertThat(told.getGradient().isNaN().any().getBoolean()).isFalse();
  }

  @Test
  void masked_losses_are_those_of_the_frames_that_are_left() {
    var known = manager.create(new float[] {1, 0, 1, 1, 0, 1, 1, 0});
    var left = known.nonzero().squeeze(1);
    var told = noise(8);
    var truth = noise(8);
    var logits = noise(8, 3);
    var classes = manager.create(new long[] {0, 1, 2, 0, 1, 2, 0, 1});
    var weights = manager.create(new float[] {1, 2, 3});
    var units = some(8, 3);

    assertThat(FrameLoss.ofTrace(told, truth, known).getFloat())
        .isCloseTo(trace(told.get(left), truth.get(left)), within(1e-6f));
    var all = manager.ones(new Shape(5));
    assertThat(FrameLoss.ofExpression(logits, classes, known, weights).getFloat())
        .isCloseTo(
            FrameLoss.ofExpression(logits.get(left), classes.get(left), all, weights).getFloat(),
            within(1e-6f));
    assertThat(
            FrameLoss.ofUnits(logits, units, known.expandDims(1).mul(units.onesLike()), weights)
                .getFloat())
        .isCloseTo(
            FrameLoss.ofUnits(
                    logits.get(left), units.get(left), manager.ones(new Shape(5, 3)), weights)
                .getFloat(),
            within(1e-6f));
  }

  private FrameLabels labels(int expression, float valence, int units) {
    return FrameLabels.marked(
        manager.full(new Shape(6), expression, DataType.INT64),
        valence < -1 ? manager.full(new Shape(6), valence) : noise(6).clip(-1, 1),
        manager.full(new Shape(6), -5f),
        manager.full(new Shape(6, 12), units, DataType.INT64));
  }

  private NDArray[] gradients(FrameLabels labels) {
    var told =
        new TwoAspectNet.Told(
            noise(6, 8),
            noise(6, 2),
            noise(6, 12),
            new TwoAspectNet.State(noise(1), noise(1), noise(1)));
    var all = new NDArray[] {told.expression(), told.affect(), told.units()};
    for (var array : all) {
      array.setRequiresGradient(true);
    }
    try (var gradients = new Gradients()) {
      gradients.backward(
          FrameLoss.of(told, labels, manager.ones(new Shape(8)), manager.ones(new Shape(12))));
    }
    return new NDArray[] {all[0].getGradient(), all[1].getGradient(), all[2].getGradient()};
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_task_without_labels_has_no_gradient_at_all(int task) {
    var labels =
        switch (task) {
          case 0 -> labels(3, -5, -1);
          case 1 -> labels(-1, 0, -1);
          case 2 -> labels(-1, -5, 1);
          default -> labels(-1, -5, -1);
        };

    var gradients = gradients(labels);

    for (int other = 0; other < 3; other++) {
      float moved = gradients[other].abs().sum().getFloat();
      if (other == task) {
        assertThat(moved).isPositive();
      } else {
        assertThat(moved).isZero();
      }
    }
    assertThat(gradients[1].get(":,1").abs().sum().getFloat()).as("arousal").isZero();
  }

  @Test
  void marks_of_the_challenges_say_what_is_unknown() {
    var labels =
        FrameLabels.marked(
            manager.create(new long[] {-1, 4}),
            manager.create(new float[] {-5, -1}),
            manager.create(new float[] {.5f, -5}),
            manager.create(new long[] {-1, 1, 0, -1}, new Shape(2, 2)));

    assertThat(labels.expressionKnown().toFloatArray()).containsExactly(0, 1);
    assertThat(labels.valenceKnown().toFloatArray()).containsExactly(0, 1);
    assertThat(labels.valence().toFloatArray())
        .containsExactly(new float[] {0, -1}, within(0f)); // and not -5
    assertThat(labels.arousalKnown().toFloatArray()).containsExactly(1, 0);
    assertThat(labels.unitsKnown().toFloatArray()).containsExactly(0, 1, 1, 0);
  }

  @Test
  void units_weigh_as_much_as_they_are_rare_within_bounds() {
    var active = manager.create(new float[][] {{1, 0, 1}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}});

    assertThat(FrameLoss.unitWeights(active, active.onesLike()).toFloatArray())
        .containsExactly(3, 4, .25f);
  }
}
