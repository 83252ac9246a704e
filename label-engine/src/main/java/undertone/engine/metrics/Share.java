package undertone.engine.metrics;

/// A share with its 95 % Wilson interval, which stays inside 0..1 and works for few cases.
///
/// Source: Wilson 1927, *Probable inference, the law of succession, and statistical inference*.
///
/// @param hits how many
/// @param of out of how many; 0 = nothing known, the interval is 0..1
public record Share(int hits, int of, double low, double high) {
  private static final double Z = 1.959963984540054; // 97.5 % point of the normal distribution

  public static Share of(int hits, int of) {
    if (hits < 0 || hits > of) {
      throw new IllegalArgumentException("%d hits out of %d is no share.".formatted(hits, of));
    }
    if (of == 0) {
      return new Share(0, 0, 0, 1);
    }
    double p = (double) hits / of;
    double spread = 1 + Z * Z / of;
    double centre = (p + Z * Z / (2.0 * of)) / spread;
    double half = Z * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of)) / spread;
    return new Share(hits, of, Math.max(0, centre - half), Math.min(1, centre + half));
  }

  /// NaN when nothing could be counted.
  public double value() {
    return of == 0 ? Double.NaN : (double) hits / of;
  }
}
