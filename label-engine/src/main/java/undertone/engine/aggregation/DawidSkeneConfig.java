package undertone.engine.aggregation;

/// @param smoothing s: answers per class that every voter is given beforehand, 70 % of them right;
///   needed, because most voters of a crowd see few items
/// @param oneCoin one accuracy per voter, errors spread evenly, instead of a whole confusion
/// @param hard Fast-DS: each round believes only the likeliest class
/// @param tolerance stops when the posterior moves less than this per item
/// @param rounds at most
public record DawidSkeneConfig(
    double smoothing, boolean oneCoin, boolean hard, double tolerance, int rounds) {
  public static final DawidSkeneConfig DEFAULT = new DawidSkeneConfig(1, false, false, 1e-5, 100);

  public DawidSkeneConfig {
    if (smoothing <= 0 || rounds < 1) {
      throw new IllegalArgumentException(
          "Dawid-Skene needs a smoothing over 0 and at least one round but was given %s and %d."
              .formatted(smoothing, rounds));
    }
  }

  public DawidSkeneConfig withSmoothing(double smoothing) {
    return new DawidSkeneConfig(smoothing, oneCoin, hard, tolerance, rounds);
  }

  public DawidSkeneConfig withOneCoin() {
    return new DawidSkeneConfig(smoothing, true, hard, tolerance, rounds);
  }

  public DawidSkeneConfig withHardSteps() {
    return new DawidSkeneConfig(smoothing, oneCoin, true, tolerance, rounds);
  }

  public DawidSkeneConfig withRounds(int rounds) {
    return new DawidSkeneConfig(smoothing, oneCoin, hard, tolerance, rounds);
  }
}
