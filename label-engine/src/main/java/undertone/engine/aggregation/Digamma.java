package undertone.engine.aggregation;

/// ψ, the derivative of log Γ.
final class Digamma {
  private static final double ASYMPTOTIC = 10; // from here on the series is exact to 1e-12

  private Digamma() {}

  /// For x over 0. Source: Abramowitz & Stegun 1964, 6.3.5 (recurrence) and 6.3.18 (series).
  static double of(double x) {
    double sum = 0;
    while (x < ASYMPTOTIC) {
      sum -= 1 / x;
      x++;
    }
    double y = 1 / (x * x);
    return sum
        + Math.log(x)
        - 1 / (2 * x)
        - y * (1 / 12.0 - y * (1 / 120.0 - y * (1 / 252.0 - y * (1 / 240.0 - y / 132.0))));
  }
}
