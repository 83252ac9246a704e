package undertone.engine.refinement;

import java.util.SplittableRandom;

/// Random streams of one run, one per named purpose, so that a new draw in one place shifts no
/// other.
public record Streams(long seed) {

  /// The stream of a purpose, from its beginning; equal seed and name give equal draws.
  public SplittableRandom of(String purpose) {
    long state = seed;
    for (int i = 0; i < purpose.length(); i++) {
      state = mixed(state ^ purpose.charAt(i));
    }
    return new SplittableRandom(state);
  }

  /// Brings rows into a random order.
  public static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }

  // Stafford's variant 13: every bit of the name reaches every bit of the seed
  private static long mixed(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
