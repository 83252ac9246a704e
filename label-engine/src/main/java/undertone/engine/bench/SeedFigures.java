package undertone.engine.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import undertone.models.emt.SentimentScores;

/// One figure over several seeds: its mean and how far the mean can be trusted.
///
/// @param mean over seeds
/// @param spread standard deviation between seeds, of a sample
/// @param half half the width of the 95 % interval of the mean by Student's t; NaN of one seed
/// @param values by seed
record SeedFigures(double mean, double spread, double half, List<Double> values) {
  // 97.5 % quantiles of Student's t for 1, 2, … degrees of freedom
  private static final double[] T = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228
  };
  private static final double MANY = 1.96;

  SeedFigures {
    values = List.copyOf(values);
  }

  /// A figure of what came of each seed.
  static <T> SeedFigures of(List<T> bySeed, ToDoubleFunction<T> figure) {
    return of(bySeed.stream().mapToDouble(figure).boxed().toList());
  }

  static SeedFigures of(List<Double> values) {
    int n = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double spread = n < 2 ? 0 : Math.sqrt(squares / (n - 1));
    double quantile = n < 2 ? Double.NaN : n - 2 < T.length ? T[n - 2] : MANY;
    return new SeedFigures(mean, spread, quantile * spread / Math.sqrt(n), values);
  }

  /// Of the differences seed by seed.
  static SeedFigures gain(SeedFigures better, SeedFigures worse) {
    var gains = new ArrayList<Double>();
    for (int s = 0; s < better.values.size(); s++) {
      gains.add(better.values.get(s) - worse.values.get(s));
    }
    return of(gains);
  }

  /// Of the area under a figure over rates of what is missing (AUILC), seed by seed.
  ///
  /// @param rates ascending, two or more
  /// @param byRate the figure at each rate, of the same seeds
  static SeedFigures area(List<Double> rates, List<SeedFigures> byRate) {
    var places = rates.stream().mapToDouble(Double::doubleValue).toArray();
    var areas = new ArrayList<Double>();
    for (int s = 0; s < byRate.getFirst().values.size(); s++) {
      int seed = s;
      var scores = byRate.stream().mapToDouble(figure -> figure.values.get(seed)).toArray();
      areas.add(SentimentScores.area(places, scores));
    }
    return of(areas);
  }

  /// As an object of JSON; the interval is null where one seed gives none.
  Map<String, Object> told() {
    var told = new LinkedHashMap<String, Object>();
    told.put("mean", mean);
    told.put("spread", spread);
    if (!Double.isNaN(half)) {
      told.put("interval", List.of(mean - half, mean + half));
    }
    told.put("seeds", values);
    return told;
  }
}
