package undertone.models.emt;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// How well values of sentiment are told, as the corpora are scored in the papers.
///
/// Source: Sun et al. 2023, arXiv:2208.07589; the authors' `metricsTop.py`.
public final class SentimentScores {
  private final double[] told;
  private final double[] truth;

  /// @param told predicted values
  /// @param truth as many true ones
  public SentimentScores(double[] told, double[] truth) {
    if (told.length != truth.length || told.length == 0) {
      throw new IllegalArgumentException(
          "Scores need as many predictions as truths and at least one, but there are %d and %d."
              .formatted(told.length, truth.length));
    }
    this.told = told.clone();
    this.truth = truth.clone();
  }

  /// Scores of values that are clipped to ±bound first, as CH-SIMS asks for with 1.
  public static SentimentScores within(double bound, double[] told, double[] truth) {
    return new SentimentScores(clipped(told, bound), clipped(truth, bound));
  }

  private static double[] clipped(double[] values, double bound) {
    return Arrays.stream(values).map(value -> Math.clamp(value, -bound, bound)).toArray();
  }

  /// Mean absolute error.
  public double meanAbsoluteError() {
    return indices().mapToDouble(i -> Math.abs(told[i] - truth[i])).average().orElseThrow();
  }

  /// Pearson's r; 0 where one side never changes.
  public double correlation() {
    double meanTold = indices().mapToDouble(i -> told[i]).average().orElseThrow();
    double meanTruth = indices().mapToDouble(i -> truth[i]).average().orElseThrow();
    double both = 0;
    double ofTold = 0;
    double ofTruth = 0;
    for (int i = 0; i < told.length; i++) {
      double x = told[i] - meanTold;
      double y = truth[i] - meanTruth;
      both += x * y;
      ofTold += x * x;
      ofTruth += y * y;
    }
    return ofTold == 0 || ofTruth == 0 ? 0 : both / Math.sqrt(ofTold * ofTruth);
  }

  /// Acc-7 (bound 3) and Acc-5 (bound 2) of MOSI and MOSEI: share of equals once both are clipped
  /// to ±bound and rounded, halves to the even number.
  public double accuracyOfRounded(int bound) {
    return share(_ -> true, value -> Math.rint(Math.clamp(value, -bound, bound)));
  }

  /// Acc-2 of MOSI and MOSEI: negative against the rest, over all clips.
  public double accuracyOfNegative() {
    return share(_ -> true, value -> value >= 0 ? 1 : 0);
  }

  /// Weighted F1 of the same two classes.
  public double f1OfNegative() {
    return f1(_ -> true, value -> value >= 0);
  }

  /// Acc-2 of MOSI and MOSEI without clips whose truth is exactly 0: positive against the rest.
  public double accuracyOfPositive() {
    return share(i -> truth[i] != 0, value -> value > 0 ? 1 : 0);
  }

  /// Weighted F1 of the same two classes.
  public double f1OfPositive() {
    return f1(i -> truth[i] != 0, value -> value > 0);
  }

  /// Accuracies of CH-SIMS: share of equals in the intervals that thresholds cut, each open to the
  /// left and closed to the right.
  ///
  /// @param thresholds 0 for Acc-2; −.1, .1 for Acc-3; −.7, −.1, .1, .7 for Acc-5
  public double accuracyBetween(double... thresholds) {
    return share(
        _ -> true,
        value -> IntStream.range(0, thresholds.length).filter(t -> value > thresholds[t]).count());
  }

  /// F1 of CH-SIMS, weighted, positive against the rest.
  public double f1Between() {
    return f1(_ -> true, value -> value > 0);
  }

  private IntStream indices() {
    return IntStream.range(0, told.length);
  }

  private double share(IntPredicate counts, DoubleUnaryOperator kind) {
    return indices()
        .filter(counts)
        .mapToDouble(i -> kind.applyAsDouble(told[i]) == kind.applyAsDouble(truth[i]) ? 1 : 0)
        .average()
        .orElse(0);
  }

  private double f1(IntPredicate counts, DoublePredicate positive) {
    double total = indices().filter(counts).count();
    double weighted = 0;
    for (boolean side : new boolean[] {true, false}) {
      double said = count(counts, i -> positive.test(told[i]) == side);
      double is = count(counts, i -> positive.test(truth[i]) == side);
      double right =
          count(counts, i -> positive.test(told[i]) == side && positive.test(truth[i]) == side);
      weighted += said + is == 0 ? 0 : is / total * 2 * right / (said + is);
    }
    return weighted;
  }

  private double count(IntPredicate counts, IntPredicate holds) {
    return indices().filter(counts).filter(holds).count();
  }

  /// AUILC, the area under a score over the rate of what is missing, by the rule of trapezoids.
  ///
  /// @param rates ascending
  /// @param scores one per rate
  public static double area(double[] rates, double[] scores) {
    if (rates.length != scores.length || rates.length < 2) {
      throw new IllegalArgumentException(
          "An area needs two rates or more with a score each, but there are %d rates and %d scores."
              .formatted(rates.length, scores.length));
    }
    double area = 0;
    for (int i = 1; i < rates.length; i++) {
      if (rates[i] <= rates[i - 1]) {
        throw new IllegalArgumentException(
            "Rates must ascend, but %s follows %s.".formatted(rates[i], rates[i - 1]));
      }
      area += (scores[i] + scores[i - 1]) / 2 * (rates[i] - rates[i - 1]);
    }
    return area;
  }
}
