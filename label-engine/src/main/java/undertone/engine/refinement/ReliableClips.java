package undertone.engine.refinement;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Which clips PiCO+ takes at their word: those nearest to the prototype of the label that stands
/// for them.
///
/// Source: Wang et al. 2023, *PiCO+*, arXiv:2201.08984v3, sec. 5; its `train_pico_plus.py`.
final class ReliableClips {
  private ReliableClips() {}

  /// The nearest share of all clips; of equals, the first.
  ///
  /// @param distances minus the likeness to the clip's own prototype `[N]`
  static boolean[] nearest(double[] distances, double share) {
    var reliable = new boolean[distances.length];
    IntStream.range(0, distances.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> distances[i]))
        .limit((int) (distances.length * share))
        .forEach(i -> reliable[i] = true);
    return reliable;
  }
}
