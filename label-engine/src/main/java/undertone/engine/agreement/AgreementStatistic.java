package undertone.engine.agreement;

import java.util.OptionalDouble;

/// A statistic of agreement that is a function of sums over items.
public interface AgreementStatistic {

  /// What each item adds to the sums.
  ItemSums sums();

  /// How many raters there are.
  int raters();

  /// The statistic of such sums; empty = undefined ("n/a"), such as 0/0 when everybody always says
  /// the same one thing. Never NaN.
  OptionalDouble of(double[] sums);

  /// Empty for what is no number.
  static OptionalDouble defined(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
