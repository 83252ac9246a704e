package undertone.engine.captions;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/// Proposes candidate sets that hold the truth with a chance that was asked for, whatever the
/// probabilities are worth.
///
/// Labels with enough calibration clips of their own get a bar of their own, so that a rare label
/// is not paid for by frequent ones.
///
/// Source: Vovk et al. 2005, *Algorithmic learning in a random world*, split (inductive) and
/// Mondrian conformal prediction; Sadinle et al. 2019, least ambiguous set-valued classifiers.
public final class ConformalSets {
  private static final int ENOUGH = 100; // calibration clips of one label

  private final double[] bars; // largest 1 - p that is still proposed [K]

  private ConformalSets(double[] bars) {
    this.bars = bars;
  }

  /// @param p probabilities of clips that nothing was fitted on `[N,K]`
  /// @param truths `[N]`
  /// @param alpha share of clips whose truth may be missed, 0..1
  public static ConformalSets fit(double[][] p, int[] truths, double alpha) {
    if (truths.length == 0 || !(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "Candidate sets need calibration clips and an error of 0..1 but were given %d and %s."
              .formatted(truths.length, alpha));
    }
    int classes = p[0].length;
    var missed = new double[truths.length];
    Arrays.setAll(missed, i -> 1 - p[i][truths[i]]);
    double all = bar(missed, alpha);
    var bars = new double[classes];
    for (int c = 0; c < classes; c++) {
      int label = c;
      var own =
          IntStream.range(0, truths.length)
              .filter(i -> truths[i] == label)
              .mapToDouble(i -> missed[i])
              .toArray();
      bars[c] = own.length >= ENOUGH ? bar(own, alpha) : all;
    }
    return new ConformalSets(bars);
  }

  /// The ceil((n+1)(1-α))-th smallest; with too few clips to promise anything, all is proposed.
  private static double bar(double[] missed, double alpha) {
    var sorted = missed.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil((missed.length + 1) * (1 - alpha));
    return rank > sorted.length ? 1 : sorted[rank - 1];
  }

  /// Labels that may be true of a clip; may be none where all are unlikely.
  ///
  /// @param p of one clip `[K]`
  public BitSet propose(double[] p) {
    var set = new BitSet();
    for (int c = 0; c < bars.length; c++) {
      set.set(c, 1 - p[c] <= bars[c]);
    }
    return set;
  }
}
