package undertone.models.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import undertone.models.AdamW;
import undertone.models.Gradients;

/// Short trainings on [MovingBars] in the tiny size, the same for all networks.
public final class BarLessons {
  private static final int BATCH = 8;
  private static final int UNSEEN = 40;

  /// Fills the gaps of clips.
  public interface Filler {
    NDArray fill(Pass pass, NDArray clips, Mask mask);
  }

  /// How far off a network is in the end.
  ///
  /// @param loss on the last batch
  /// @param nothing what predicting 0 would score there
  public record Filled(float loss, float nothing) {}

  private BarLessons() {}

  /// Pre-trains for 40 steps.
  public static Filled fillGaps(
      Map<String, NDArray> weights,
      Filler network,
      IntFunction<Mask> masks,
      BiFunction<NDArray, Cubes, NDArray> targets) {
    var random = new SplittableRandom(2);
    var adam = new AdamW(weights, .05, _ -> 1, AdamW.Memory.PRE_TRAINING, LayerDecay::mayDecay);
    var manager = weights.values().iterator().next().getManager();
    var filled = new Filled(0, 0);
    for (int step = 0; step < 40; step++) {
      try (var _ = new NDScope()) {
        var clips = MovingBars.clips(manager, BATCH, Cubes.TINY, random);
        var mask = masks.apply(BATCH);
        var target = Tokens.pick(targets.apply(clips, Cubes.TINY), mask.hidden(manager));
        try (var gradients = new Gradients()) {
          var loss =
              Targets.error(network.fill(Pass.learning(weights, random), clips, mask), target);
          gradients.backward(loss);
          filled = new Filled(loss.getFloat(), target.square().mean().getFloat());
        }
        adam.step(2e-3);
      }
    }
    return filled;
  }

  /// Fine-tunes for 80 steps.
  ///
  /// @return of clips not seen in training, the share whose direction is told, 0..1
  public static float tellDirections(
      Map<String, NDArray> weights, int blocks, BiFunction<Pass, NDArray, NDArray> network) {
    var random = new SplittableRandom(2);
    var rates = new LayerDecay(blocks, .75);
    var adam = new AdamW(weights, .05, rates::of, AdamW.Memory.USUAL, LayerDecay::mayDecay);
    var manager = weights.values().iterator().next().getManager();
    for (int step = 0; step < 80; step++) {
      try (var _ = new NDScope()) {
        var clips = MovingBars.clips(manager, BATCH, Cubes.TINY, random);
        try (var gradients = new Gradients()) {
          var scores = network.apply(Pass.learning(weights, random), clips);
          gradients.backward(Targets.crossEntropy(scores, MovingBars.directions(manager, BATCH)));
        }
        adam.step(2e-3);
      }
    }
    var unseen = MovingBars.clips(manager, UNSEEN, Cubes.TINY, random);
    var told = network.apply(Pass.predicting(weights), unseen).argMax(1);
    return told.eq(MovingBars.directions(manager, UNSEEN).argMax(1))
        .toType(DataType.FLOAT32, false)
        .mean()
        .getFloat();
  }

  /// The clips with noise in their hidden cubes.
  public static NDArray covered(NDArray clips, Cubes cubes, Mask mask) {
    var manager = clips.getManager();
    int side = cubes.side();
    int deep = cubes.deep();
    var other = clips.duplicate();
    var places = mask.hidden(manager).toLongArray();
    for (int i = 0; i < places.length; i++) {
      int place = (int) places[i];
      int from = place / cubes.grid().perSlice() * deep;
      int top = place % cubes.grid().perSlice() / cubes.grid().columns() * side;
      int left = place % cubes.grid().columns() * side;
      var cube =
          "%d,:,%d:%d,%d:%d,%d:%d"
              .formatted(
                  i / (places.length / mask.clips()),
                  from,
                  from + deep,
                  top,
                  top + side,
                  left,
                  left + side);
      other.set(new NDIndex(cube), manager.randomNormal(new Shape(3, deep, side, side)));
    }
    return other;
  }
}
