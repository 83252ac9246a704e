package undertone.corpora.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// By how much an annotator's traces follow behind what they watch: the shift in 0..6 s at which
/// they correlate best with reference traces of the same clips.
///
/// The correlation is Pearson's, of what is left after a straight line was taken out of both. Where
/// on the scale a hand rests and how far it swings is a habit and no matter of time, so a measure
/// of agreement such as CCC, which punishes both, would choose shifts that also mend level and
/// range. A hand that drifts slowly looks like a straight line within a clip; and a straight line
/// fits itself at every shift, so nothing is lost with it.
///
/// Every clip is compared over one stretch of its reference whatever the shift, so that no shift
/// wins because it left less to compare. Correlations of clips and axes are averaged by the length
/// of these stretches. The interval comes of drawing the clips anew, a thousand times.
///
/// Source: the shift that maximises agreement with a reference is how the reaction lag of
/// continuous traces is measured in Mariooryad and Busso, "Correcting time-continuous emotional
/// labels by modeling the reaction lag of evaluators", IEEE Transactions on Affective Computing
/// 6(2), 2015; they maximise mutual information with features of the clip, where there is no
/// reference.
public final class ReactionLag {

  /// Longest lag looked for.
  public static final double MOST_SECONDS = 6;

  /// Fewer calibration clips are not enough for an estimate.
  public static final int FEWEST_CLIPS = 3;

  /// A best correlation below this is not enough for an estimate.
  public static final double WEAKEST = 0.3;

  /// An interval wider than this is not enough for an estimate.
  public static final double WIDEST_SECONDS = 2;

  private static final double HZ = Trace.SERIES_HZ;
  private static final int MOST_STEPS = (int) Math.round(MOST_SECONDS * HZ);
  private static final int SHORTEST_WINDOW = (int) (2 * HZ);
  private static final int FEWEST_SHIFTS = (int) HZ;
  private static final double FLAT = 1e-3; // of the scale -1..1, as a standard deviation
  private static final int DRAWS = 1000;

  private ReactionLag() {}

  /// A trace and the reference of the same clip and axis.
  public record Pair(long clip, Trace trace, Trace reference) {}

  /// A lag, or why there is none.
  ///
  /// @param clips calibration clips that could be compared
  /// @param found the lag; empty where there is not enough to say
  public record Estimate(int clips, Optional<Found> found) {}

  /// @param seconds 0..6
  /// @param low lower end of the 95 % interval
  /// @param high upper end
  /// @param correlation -1..1, at this shift
  public record Found(double seconds, double low, double high, double correlation) {}

  /// Correlations at every shift, of one clip and axis.
  private static final class Curve {
    final long clip;
    final int window;
    final double[] correlations;

    Curve(long clip, int window, double[] correlations) {
      this.clip = clip;
      this.window = window;
      this.correlations = correlations;
    }
  }

  /// Estimates one annotator's lag.
  ///
  /// @param pairs of all their calibration clips
  /// @param seed of the draws; the same pairs and seed give the same estimate
  public static Estimate of(List<Pair> pairs, long seed) {
    var curves = pairs.stream().flatMap(p -> curve(p).stream()).toList();
    var clips = curves.stream().map(c -> c.clip).distinct().toList();
    if (clips.size() < FEWEST_CLIPS) {
      return new Estimate(clips.size(), Optional.empty());
    }
    int best = best(curves);
    double correlation = correlation(curves, best);
    var byClip =
        clips.stream().map(id -> curves.stream().filter(c -> c.clip == id).toList()).toList();
    var drawn = drawn(byClip, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    double low = drawn[(int) Math.floor(0.025 * (DRAWS - 1))] / HZ;
    double high = drawn[(int) Math.ceil(0.975 * (DRAWS - 1))] / HZ;
    boolean enough = correlation >= WEAKEST && high - low <= WIDEST_SECONDS;
    return new Estimate(
        clips.size(),
        enough ? Optional.of(new Found(best / HZ, low, high, correlation)) : Optional.empty());
  }

  private static int[] drawn(List<List<Curve>> byClip, RandomGenerator random) {
    var drawn = new int[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      var curves = new ArrayList<Curve>();
      for (int i = 0; i < byClip.size(); i++) {
        curves.addAll(byClip.get(random.nextInt(byClip.size())));
      }
      drawn[draw] = best(curves);
    }
    Arrays.sort(drawn);
    return drawn;
  }

  /// The shift with the best mean correlation; one that fewer than half of the stretches reach is
  /// none.
  private static int best(List<Curve> curves) {
    long all = curves.stream().mapToLong(c -> c.window).sum();
    int best = 0;
    for (int shift = 1; shift <= MOST_STEPS; shift++) {
      if (2 * reaching(curves, shift) >= all
          && correlation(curves, shift) > correlation(curves, best)) {
        best = shift;
      }
    }
    return best;
  }

  private static long reaching(List<Curve> curves, int shift) {
    long reaching = 0;
    for (var curve : curves) {
      reaching += shift < curve.correlations.length ? curve.window : 0;
    }
    return reaching;
  }

  private static double correlation(List<Curve> curves, int shift) {
    double sum = 0;
    long weight = 0;
    for (var curve : curves) {
      if (shift < curve.correlations.length) {
        sum += curve.window * curve.correlations[shift];
        weight += curve.window;
      }
    }
    return weight == 0 ? 0 : sum / weight;
  }

  /// Empty where the clip is too short or one of the two hardly moves.
  private static Optional<Curve> curve(Pair pair) {
    var trace = pair.trace().series(HZ);
    var reference = pair.reference().series(HZ);
    int from = Math.max(begin(trace), begin(reference));
    int steps = Math.min(trace.length, reference.length) - from;
    int shifts = Math.min(MOST_STEPS, steps - SHORTEST_WINDOW);
    if (shifts < FEWEST_SHIFTS) {
      return Optional.empty();
    }
    int window = steps - shifts;
    var wanted = straightened(reference, from, window);
    if (spread(wanted) < FLAT || spread(straightened(trace, from, steps)) < FLAT) {
      return Optional.empty();
    }
    var correlations = new double[shifts + 1];
    for (int shift = 0; shift <= shifts; shift++) {
      correlations[shift] = correlation(wanted, straightened(trace, from + shift, window));
    }
    return Optional.of(new Curve(pair.clip(), window, correlations));
  }

  private static int begin(float[] series) {
    int begin = 0;
    while (begin < series.length && Float.isNaN(series[begin])) {
      begin++;
    }
    return begin;
  }

  /// A stretch without its mean and its straight line.
  private static double[] straightened(float[] series, int from, int steps) {
    double middle = (steps - 1) / 2.0;
    double mean = 0;
    for (int i = 0; i < steps; i++) {
      mean += series[from + i] / (double) steps;
    }
    double slope = 0;
    double square = 0;
    for (int i = 0; i < steps; i++) {
      slope += (i - middle) * (series[from + i] - mean);
      square += (i - middle) * (i - middle);
    }
    var straightened = new double[steps];
    for (int i = 0; i < steps; i++) {
      straightened[i] = series[from + i] - mean - slope / square * (i - middle);
    }
    return straightened;
  }

  /// Standard deviation.
  private static double spread(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum() / values.length);
  }

  /// Of values whose means are 0; none where one of them hardly moves.
  private static double correlation(double[] a, double[] b) {
    double spreads = spread(a) * spread(b);
    if (spread(b) < FLAT) {
      return 0;
    }
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
    }
    return product / a.length / spreads;
  }
}
