package undertone.engine.agreement;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/// How alike raters follow clips in time: one number of each clip, and the mean of these numbers.
/// Clips count alike, however long they are and however many followed them.
///
/// @param sums the number of a clip; clips
/// @param raters who followed any of them
public record TraceAgreement(ItemSums sums, int raters) implements AgreementStatistic {

  /// Steps that raters must have followed together; fewer say nothing.
  public static final int FEWEST_STEPS = 25;

  /// @param clips the number of each clip, NaN = it has none and does not count
  public static TraceAgreement of(double[] clips, int raters) {
    var sums = new ItemSums(2);
    for (int i = 0; i < clips.length; i++) {
      if (Double.isFinite(clips[i])) {
        sums.add(i, 0, clips[i]);
        sums.add(i, 1, 1);
      }
    }
    return new TraceAgreement(sums, raters);
  }

  /// The mean of Lin's concordance over all pairs of raters of one clip, each over the steps that
  /// both followed. Two traces that stay at one and the same value have none.
  ///
  /// @param series of each rater at the same steps of time from 0, NaN = nothing said yet; they may
  ///   end early
  public static OptionalDouble concordance(List<float[]> series) {
    double sum = 0;
    int pairs = 0;
    for (int b = 1; b < series.size(); b++) {
      for (int a = 0; a < b; a++) {
        var together = together(List.of(series.get(a), series.get(b)));
        if (together.length >= FEWEST_STEPS) {
          var statistic = MeanConcordance.of(together);
          var found = statistic.of(statistic.sums().total());
          sum += found.orElse(0);
          pairs += found.isPresent() ? 1 : 0;
        }
      }
    }
    return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / pairs);
  }

  /// ICC(2,1) of one clip: its steps are the items, those that all raters followed. Traces that all
  /// stay at one and the same value have none.
  ///
  /// @param series as of [#concordance]
  public static OptionalDouble intraclass(List<float[]> series) {
    var together = together(series);
    if (series.size() < 2
        || together.length < FEWEST_STEPS
        || Arrays.stream(together).flatMapToDouble(Arrays::stream).distinct().count() == 1) {
      return OptionalDouble.empty();
    }
    var statistic = Intraclass.ofOneRater(together);
    return statistic.of(statistic.sums().total());
  }

  /// Steps that all followed `[N,M]`.
  private static double[][] together(List<float[]> series) {
    int steps = series.stream().mapToInt(one -> one.length).min().orElse(0);
    var rows = new double[steps][series.size()];
    int all = 0;
    for (int t = 0; t < steps; t++) {
      boolean said = true;
      for (int m = 0; m < series.size(); m++) {
        rows[all][m] = series.get(m)[t];
        said &= !Float.isNaN(series.get(m)[t]);
      }
      all += said ? 1 : 0;
    }
    return Arrays.copyOf(rows, all);
  }

  @Override
  public OptionalDouble of(double[] sums) {
    return AgreementStatistic.defined(sums[0] / sums[1]);
  }
}
