package undertone.engine.aggregation;

import java.util.List;

/// @param steps of gradient descent over all rules at once; published: 100 with rate .01, which
///   stops long before the fit is done
/// @param rate of a step
/// @param momentum share of the last step that is walked again
/// @param l2 pull towards the start, D
/// @param precision what a rule is believed to be right in before anything is learned
/// @param balance P(Y) `[K]` if known; empty = from gold labels if there are any, else uniform
public record LabelModelConfig(
    int steps,
    double rate,
    double momentum,
    double l2,
    double precision,
    List<Double> balance,
    long seed) {

  public LabelModelConfig {
    balance = List.copyOf(balance);
  }

  public static final LabelModelConfig DEFAULT =
      new LabelModelConfig(2000, .05, .9, 0, .7, List.of(), 0);

  public LabelModelConfig withSeed(long seed) {
    return new LabelModelConfig(steps, rate, momentum, l2, precision, balance, seed);
  }

  public LabelModelConfig withBalance(List<Double> balance) {
    return new LabelModelConfig(steps, rate, momentum, l2, precision, balance, seed);
  }
}
