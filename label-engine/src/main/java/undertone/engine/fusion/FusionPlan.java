package undertone.engine.fusion;

/// All parameters of a run. The defaults are those of the organisers of 2023.
///
/// @param folds networks; each is judged by the clips it did not see
/// @param epochs at most; the best one counts
/// @param batch clips a step
/// @param rate learning rate; the organisers try 1e-3, 1e-4 and 1e-5
/// @param decay of weights
/// @param workers folds that learn side by side; results do not depend on it
public record FusionPlan(
    FusionMethod method,
    int folds,
    int epochs,
    int batch,
    double rate,
    double decay,
    int workers,
    long seed) {

  public static final FusionPlan DEFAULT =
      new FusionPlan(FusionMethod.ATTENTION, 5, 100, 32, 1e-3, 1e-5, 2, 0);

  public FusionPlan {
    if (folds < 2 || epochs < 1 || batch < 1 || workers < 1 || !(rate > 0) || !(decay >= 0)) {
      throw new IllegalArgumentException(
          "A plan needs at least 2 folds, one epoch, clip a step and worker and a rate over 0, but is folds=%d epochs=%d batch=%d workers=%d rate=%s decay=%s."
              .formatted(folds, epochs, batch, workers, rate, decay));
    }
  }

  public FusionPlan by(FusionMethod method) {
    return new FusionPlan(method, folds, epochs, batch, rate, decay, workers, seed);
  }

  /// The same with so many networks, of at most so many epochs.
  public FusionPlan of(int folds, int epochs) {
    return new FusionPlan(method, folds, epochs, batch, rate, decay, workers, seed);
  }

  public FusionPlan withRate(double rate) {
    return new FusionPlan(method, folds, epochs, batch, rate, decay, workers, seed);
  }

  public FusionPlan withSeed(long seed) {
    return new FusionPlan(method, folds, epochs, batch, rate, decay, workers, seed);
  }
}
