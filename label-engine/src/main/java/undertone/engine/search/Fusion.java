package undertone.engine.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Brings ways of searching together by how unlikely it is that chance alone makes a clip fit as
/// well by each.
///
/// Scores of two ways cannot be compared, but how far a clip stands out among the candidates of a
/// question can: in standard deviations, and from there as the probability that a clip drawn at
/// random stands out as far, were scores normal. The logarithms of these probabilities add up. So a
/// way by which one clip stands far out decides, and one that finds all clips much alike hardly
/// counts.
///
/// Source: Fisher 1932, *Statistical Methods for Research Workers*, section 21.1.
final class Fusion {
  /// What chance gives on average, for those of whom a way cannot judge.
  private static final double UNJUDGED = 1;

  // Upper bound of the normal tail: Börjesson and Sundberg 1979, *Simple Approximations of the
  // Error Function Q(x) for Communications Applications*; exact at 0 and far out.
  private static final double TAIL_SHARE = 1 / Math.PI;
  private static final double TAIL_BEND = 2 * Math.PI;

  private Fusion() {}

  /// How well each candidate fits by one way.
  ///
  /// @param scores on the way's own scale; whom it cannot judge is left out
  /// @param spread what counts as one standard deviation, on the same scale; 0 = all fit alike
  /// @param understood share of the question that the way understands, 0..1; by so much of its
  ///   distance a clip counts as standing out
  record Judgement<T>(Map<T, Double> scores, double spread, double understood) {
    Judgement {
      // in their order, or the last digit of a mean would change from one process to the next
      scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    private double mean() {
      return scores.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
  }

  /// Sums surprise over the judgements.
  ///
  /// @param candidates in an order that breaks ties, each once
  /// @return candidates with their sums, best first
  static <T> Map<T, Double> of(Collection<T> candidates, List<? extends Judgement<T>> judgements) {
    var sums = new LinkedHashMap<T, Double>();
    candidates.forEach(candidate -> sums.put(candidate, 0.0));
    for (var judgement : judgements) {
      if (judgement.spread() > 0 && judgement.understood() > 0) {
        double mean = judgement.mean();
        double deviation = judgement.spread() / judgement.understood();
        sums.replaceAll((candidate, sum) -> {
          var score = judgement.scores().get(candidate);
          return sum + (score == null ? UNJUDGED : surprise((score - mean) / deviation));
        });
      }
    }
    var order = new ArrayList<>(sums.entrySet());
    order.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    var fused = new LinkedHashMap<T, Double>();
    order.forEach(entry -> fused.put(entry.getKey(), entry.getValue()));
    return fused;
  }

  /// Negative natural logarithm of the probability that a normal number is larger, to within 0.012.
  ///
  /// @param deviations from the mean, in standard deviations
  static double surprise(double deviations) {
    double far = Math.abs(deviations);
    double bend = TAIL_SHARE * Math.sqrt(far * far + TAIL_BEND);
    double tail =
        far * far / 2 + Math.log(2 * Math.PI) / 2 + Math.log((1 - TAIL_SHARE) * far + bend);
    return deviations >= 0 ? tail : -Math.log1p(-Math.exp(-tail));
  }
}
