package undertone.engine.aggregation;

/// @param rounds of EM, at most
/// @param steps of ascent on abilities and difficulties in each round
/// @param tolerance stops when the posterior moves less than this per item
public record GladConfig(int rounds, int steps, double tolerance) {
  public static final GladConfig DEFAULT = new GladConfig(60, 3, 1e-5);
}
