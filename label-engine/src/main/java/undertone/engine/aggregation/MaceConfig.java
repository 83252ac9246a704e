package undertone.engine.aggregation;

/// @param variational Bayes instead of maximum likelihood: better with few votes per voter
/// @param restarts from random points; the likeliest end is kept
/// @param rounds of each
/// @param spamPrior Beta prior of ε, for spam and for honesty alike (variational)
/// @param habitPrior Dirichlet prior of ξ, per class (variational)
/// @param smoothing expected counts added to each, spread over the classes (maximum likelihood)
public record MaceConfig(
    boolean variational,
    int restarts,
    int rounds,
    double spamPrior,
    double habitPrior,
    double smoothing,
    long seed) {
  public static final MaceConfig DEFAULT = new MaceConfig(true, 10, 50, .5, 10, .01, 0);

  public MaceConfig withSeed(long seed) {
    return new MaceConfig(variational, restarts, rounds, spamPrior, habitPrior, smoothing, seed);
  }

  public MaceConfig withLikelihoodOnly() {
    return new MaceConfig(false, restarts, rounds, spamPrior, habitPrior, smoothing, seed);
  }
}
