package undertone.models.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;

/// Clips that differ in nothing but where a bar on a striped ground moves to: left, right, up or
/// down.
public final class MovingBars {
  /// Directions.
  public static final int CLASSES = 4;

  private MovingBars() {}

  /// Clip i moves in direction i mod 4.
  ///
  /// @return `[count,3,T,H,W]`, as the networks take them
  public static NDArray clips(NDManager manager, int count, Cubes cubes, RandomGenerator random) {
    int side = cubes.width();
    var values = new float[count * 3 * cubes.frames() * side * side];
    int at = 0;
    for (int clip = 0; clip < count; clip++) {
      boolean across = clip % CLASSES < 2;
      int step = clip % 2 == 0 ? -3 : 3;
      int start = random.nextInt(side);
      var colour = new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      for (int channel = 0; channel < 3; channel++) {
        for (int frame = 0; frame < cubes.frames(); frame++) {
          int bar = Math.floorMod(start + step * frame, side);
          for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
              int far = Math.floorMod((across ? x : y) - bar, side);
              double ground = .3 + .1 * Math.sin(.8 * (x + y));
              values[at++] = (float) (far < 6 ? colour[channel] : ground);
            }
          }
        }
      }
    }
    var shape = new Shape(count, 3, cubes.frames(), side, side);
    return Targets.normalised(manager.create(values, shape));
  }

  /// The directions of so many clips, `[count,4]`, a 1 in each row.
  public static NDArray directions(NDManager manager, int count) {
    return manager.arange(count).mod(CLASSES).oneHot(CLASSES);
  }
}
