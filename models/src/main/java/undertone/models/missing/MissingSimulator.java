package undertone.models.missing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/// Takes modalities and steps away from complete clips, to learn for absence and to be measured
/// under it.
///
/// What goes hangs on the seed, the split, the clip and the epoch and on nothing else: neither on
/// the order of batches nor on threads, so any two models meet the same gaps. A clip that has lost
/// something by itself loses it in any case; its mask is the product of both.
///
/// @param seed of the whole experiment
/// @param split `train`, `valid`, `test`, …
/// @param epoch 0 where gaps stay the same over all epochs, as they must where models are measured
public record MissingSimulator(long seed, String split, int epoch) {

  /// Gaps that never change.
  public static MissingSimulator fixed(long seed, String split) {
    return new MissingSimulator(seed, split, 0);
  }

  /// Whole modalities of one clip. One, drawn evenly, always stays; each other stays by a chance
  /// that makes the expected share of missing cells the rate, or where that is out of reach the
  /// highest possible, 1 − 1/M.
  ///
  /// Source: Lian et al. 2023, *GCNet*, arXiv:2203.02177.
  ///
  /// @param rate 0..1
  /// @return by modality, true = stays
  public boolean[] cells(String clip, int modalities, double rate) {
    check(rate);
    var random = stream("cells", clip);
    int stays = random.nextInt(modalities);
    double chance = modalities == 1 ? 1 : (modalities * (1 - rate) - 1) / (modalities - 1);
    var kept = new boolean[modalities];
    for (int m = 0; m < modalities; m++) {
      kept[m] = random.nextDouble() < chance || m == stays;
    }
    return kept;
  }

  /// The share of cells that [#cells] takes on average.
  public static double shareOfCells(int modalities, double rate) {
    return Math.min(rate, 1 - 1.0 / modalities);
  }

  /// Steps of one modality of one clip, each by itself; at a rate of 1 none is left.
  ///
  /// Source: Sun et al. 2023, *EMT-DLFR*, arXiv:2208.07589.
  ///
  /// @param length steps of the clip
  /// @param rate 0..1
  /// @return by step, true = stays
  public boolean[] steps(String clip, String modality, int length, double rate) {
    check(rate);
    var random = stream("steps " + modality, clip);
    var kept = new boolean[length];
    for (int t = 0; t < length; t++) {
      kept[t] = random.nextDouble() >= rate;
    }
    return kept;
  }

  /// The same modalities of every clip, such as "no sound".
  ///
  /// @return by modality, true = stays
  public static boolean[] pattern(int modalities, Set<Integer> missing) {
    var kept = new boolean[modalities];
    Arrays.fill(kept, true);
    missing.forEach(modality -> kept[modality] = false);
    return kept;
  }

  private static void check(double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "A share of what is missing lies in 0..1 and cannot be %s.".formatted(rate));
    }
  }

  private SplittableRandom stream(String law, String clip) {
    var name = String.join("\n", Long.toString(seed), split, clip, Integer.toString(epoch), law);
    return new SplittableRandom(
        UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).getMostSignificantBits());
  }
}
