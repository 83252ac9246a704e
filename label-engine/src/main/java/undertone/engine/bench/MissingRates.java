package undertone.engine.bench;

import java.util.List;

/// Shares of what is missing, as benches are asked for them.
final class MissingRates {
  private MissingRates() {}

  /// @throws IllegalArgumentException if they do not ascend within 0..1
  static void check(List<Double> rates) {
    for (int i = 0; i < rates.size(); i++) {
      double rate = rates.get(i);
      if (!(rate >= 0 && rate <= 1) || (i > 0 && rate <= rates.get(i - 1))) {
        throw new IllegalArgumentException(
            "Rates are shares in 0..1 that ascend, such as 0,0.3,0.7, but they are %s."
                .formatted(rates));
      }
    }
  }
}
