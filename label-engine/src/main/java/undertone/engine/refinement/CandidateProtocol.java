package undertone.engine.refinement;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How candidate sets are made from known truths, to measure a method: chance q that a wrong label
/// stands in a set, chance η that the truth does not. Figures of different protocols never compare.
///
/// Source: IRNet's `utils/utils_data.py`; PiCO+'s `noisy_partialize_labels`.
public enum CandidateProtocol {
  /// Every wrong label enters with chance q; then with chance η the truth is swapped for a label
  /// that is not in the set, so sizes stay.
  IRNET {
    @Override
    boolean[][] generate(int[] truth, int classes, double q, double eta, Streams streams) {
      var sets = ambiguous(truth, classes, q, streams.of("partial")::nextDouble, null);
      var noise = streams.of("noise");
      swapTruths(sets, truth, eta, noise::nextDouble, streams.of("noise pick")::nextDouble);
      return sets;
    }
  },
  /// The truth stays with chance 1−η, every wrong label enters with chance q; an empty row is drawn
  /// again, so sets shrink under noise.
  PICO_PLUS {
    @Override
    boolean[][] generate(int[] truth, int classes, double q, double eta, Streams streams) {
      SplittableRandom partial = streams.of("partial");
      return independent(truth, classes, q, eta, _ -> partial::nextDouble);
    }
  },
  /// Every wrong label enters with chance q; the truth always stays, whatever η.
  UNIFORM {
    @Override
    boolean[][] generate(int[] truth, int classes, double q, double eta, Streams streams) {
      return ambiguous(truth, classes, q, streams.of("partial")::nextDouble, null);
    }
  };

  /// Candidate sets `[N,K]` of truths `[N]`. Persist both: the seed alone is a weak record.
  public final boolean[][] sets(int[] truth, int classes, double q, double eta, long seed) {
    mustBeChances(q, eta);
    return generate(truth, classes, q, eta, new Streams(seed));
  }

  /// As [#IRNET], but a class is confused with its kin only; noise may still swap in any label.
  ///
  /// @param kin of each class `[K][…]`
  public static boolean[][] hierarchical(
      int[] truth, int[][] kin, double q, double eta, long seed) {
    mustBeChances(q, eta);
    var streams = new Streams(seed);
    var sets = ambiguous(truth, kin.length, q, streams.of("partial")::nextDouble, kin);
    var noise = streams.of("noise");
    swapTruths(sets, truth, eta, noise::nextDouble, streams.of("noise pick")::nextDouble);
    return sets;
  }

  private static void mustBeChances(double q, double eta) {
    if (!(q >= 0 && q < 1 && eta >= 0 && eta < 1)) {
      throw new IllegalArgumentException(
          "q and η are chances below 1 but were %s and %s.".formatted(q, eta));
    }
  }

  abstract boolean[][] generate(int[] truth, int classes, double q, double eta, Streams streams);

  /// Truth plus every other label whose draw is below q. Draws are taken row by row for all K.
  ///
  /// @param groupmates per class, the only classes it may be confused with; none = all
  static boolean[][] ambiguous(
      int[] truth, int classes, double q, DoubleSupplier draws, int @Nullable [][] groupmates) {
    var sets = new boolean[truth.length][classes];
    for (int i = 0; i < truth.length; i++) {
      for (int j = 0; j < classes; j++) {
        boolean drawn = draws.getAsDouble() < q;
        sets[i][j] = j == truth[i] || (drawn && mayConfuse(groupmates, truth[i], j));
      }
    }
    return sets;
  }

  private static boolean mayConfuse(int @Nullable [][] groupmates, int truth, int other) {
    return groupmates == null || IntStream.of(groupmates[truth]).anyMatch(mate -> mate == other);
  }

  /// Swaps the truth of a row for a label outside it where the draw is at most η; a full row stays.
  static void swapTruths(
      boolean[][] sets, int[] truth, double eta, DoubleSupplier draws, DoubleSupplier picks) {
    for (int i = 0; i < truth.length; i++) {
      var set = sets[i];
      int[] outside = IntStream.range(0, set.length).filter(j -> !set[j]).toArray();
      boolean noisy = draws.getAsDouble() <= eta;
      int pick = (int) (picks.getAsDouble() * outside.length);
      if (noisy && outside.length > 0) {
        set[outside[pick]] = true;
        set[truth[i]] = false;
      }
    }
  }

  /// @param rows draws of each row, K per round; a row goes on to its next round while it is empty
  static boolean[][] independent(
      int[] truth, int classes, double q, double eta, IntFunction<DoubleSupplier> rows) {
    var sets = new boolean[truth.length][classes];
    for (int i = 0; i < truth.length; i++) {
      var draws = rows.apply(i);
      boolean empty = true;
      while (empty) {
        for (int j = 0; j < classes; j++) {
          sets[i][j] = draws.getAsDouble() <= (j == truth[i] ? 1 - eta : q);
          empty &= !sets[i][j];
        }
      }
      sets[i][truth[i]] |= eta == 0;
    }
    return sets;
  }
}
