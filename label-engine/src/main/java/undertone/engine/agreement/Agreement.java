package undertone.engine.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A statistic of agreement with its 95 % bootstrap interval over items.
///
/// @param value null = undefined
/// @param low null = undefined
/// @param high null = undefined
/// @param items that could be judged
public record Agreement(
    @Nullable Double value, @Nullable Double low, @Nullable Double high, int items, int raters) {
  /// Resamples of an interval.
  public static final int RESAMPLES = 1000;

  private static final double TAIL = .025;
  private static final int FEWEST = RESAMPLES / 2; // defined resamples that an interval needs

  /// An item and what it costs.
  ///
  /// @param influence how much the statistic would rise without the item
  public record Cause(int item, double influence) {}

  /// Measures a statistic and resamples its items with replacement.
  public static Agreement of(AgreementStatistic statistic, long seed) {
    var sums = statistic.sums();
    var value = statistic.of(sums.total());
    var interval = value.isEmpty() ? new double[0] : resampled(statistic, sums, seed);
    boolean known = interval.length >= FEWEST;
    return new Agreement(
        value.isEmpty() ? null : value.getAsDouble(),
        known ? interval[place(TAIL, interval.length)] : null,
        known ? interval[place(1 - TAIL, interval.length)] : null,
        sums.rows(),
        statistic.raters());
  }

  private static int place(double share, int length) {
    return (int) Math.round(share * (length - 1));
  }

  private static double[] resampled(AgreementStatistic statistic, ItemSums sums, long seed) {
    var random = new SplittableRandom(seed);
    var times = new int[sums.rows()];
    var values = new double[RESAMPLES];
    int defined = 0;
    for (int resample = 0; resample < RESAMPLES; resample++) {
      Arrays.fill(times, 0);
      for (int draw = 0; draw < times.length; draw++) {
        times[random.nextInt(times.length)]++;
      }
      var total = sums.total(times);
      var value = statistic.of(total);
      if (value.isPresent()) {
        values[defined++] = value.getAsDouble();
      }
    }
    var kept = Arrays.copyOf(values, defined);
    Arrays.sort(kept);
    return kept;
  }

  /// The items that lower a statistic, worst first.
  public static List<Cause> causes(AgreementStatistic statistic) {
    var sums = statistic.sums();
    var total = sums.total();
    var all = statistic.of(total);
    var causes = new ArrayList<Cause>();
    if (all.isPresent()) {
      for (int row = 0; row < sums.rows(); row++) {
        var without = total.clone();
        sums.addTo(without, row, -1);
        OptionalDouble rest = statistic.of(without);
        double influence = rest.isPresent() ? rest.getAsDouble() - all.getAsDouble() : 0;
        if (influence > 0) {
          causes.add(new Cause(sums.item(row), influence));
        }
      }
    }
    causes.sort(Comparator.comparingDouble(Cause::influence).reversed());
    return causes;
  }
}
