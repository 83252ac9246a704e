package undertone.engine.refinement;

/// Every parameter of an IRNet run on frozen features. Equal plan, input and thread count give
/// equal bytes.
///
/// @param seed source of all random streams
/// @param folds a clip is judged only by models that never saw it; folds never cut a group
/// @param members networks trained per fold, with seeds of their own; their opinions are averaged
/// @param epochs passes over the training clips
/// @param batch clips per step (B)
/// @param components features kept after rotation to principal axes; 0 keeps the features as they
///   are
/// @param learningRate of SGD in the first epoch, cosine to a thousandth of it
/// @param weightDecay L2 weight of SGD
/// @param keyMomentum m of the key network
/// @param prototypeMomentum γ of the class prototypes
/// @param confidenceMomentumFirst φ after the first epoch
/// @param confidenceMomentumLast φ in the last epoch
/// @param contrastWeight weight of the contrastive loss beside the classification loss
/// @param loss classification loss
/// @param weakNoise noise of the weak view, in standard deviations
/// @param weakDrop share of features dropped in the weak view
/// @param strongNoise noise of the strong view, in standard deviations
/// @param strongDrop share of features dropped in the strong view
/// @param views weak views that must agree before a clip is declared noisy
/// @param delta margin δ by which the best outside label must lead; τ = δ/(K−1+e)
/// @param correctionStart first epoch with correction; 0 = the label-free rule decides
/// @param noiseThreshold noise probability from which a clip is flagged
/// @param neighbours clips shown as evidence
/// @param threads intra-op threads of PyTorch; 1 = strict, the same bytes on every machine alike
public record RefinementPlan(
    long seed,
    int folds,
    int members,
    int epochs,
    int batch,
    int components,
    double learningRate,
    double weightDecay,
    double keyMomentum,
    double prototypeMomentum,
    double confidenceMomentumFirst,
    double confidenceMomentumLast,
    double contrastWeight,
    PartialLossKind loss,
    double weakNoise,
    double weakDrop,
    double strongNoise,
    double strongDrop,
    int views,
    double delta,
    int correctionStart,
    double noiseThreshold,
    int neighbours,
    int threads) {

  /// What curation starts from.
  public static final RefinementPlan DEFAULT =
      new RefinementPlan(
          0,
          5,
          1,
          60,
          128,
          96,
          0.01,
          1e-3,
          0.99,
          0.99,
          0.95,
          0.80,
          0.5,
          PartialLossKind.CE,
          0.2,
          0.1,
          0.5,
          0.3,
          2,
          0.12,
          0,
          0.5,
          10,
          1);

  public RefinementPlan {
    atLeast("folds", folds, 2);
    atLeast("members", members, 1);
    atLeast("epochs", epochs, 1);
    atLeast("batch", batch, 2);
    atLeast("components", components, 0);
    atLeast("views", views, 1);
    atLeast("correctionStart", correctionStart, 0);
    atLeast("neighbours", neighbours, 1);
    atLeast("threads", threads, 1);
    within("noiseThreshold", noiseThreshold, 0, 1);
    within("weakDrop", weakDrop, 0, 0.9);
    within("strongDrop", strongDrop, 0, 0.9);
    within("learningRate", learningRate, 1e-8, 10);
  }

  public RefinementPlan withSeed(long newSeed) {
    return new RefinementPlan(
        newSeed,
        folds,
        members,
        epochs,
        batch,
        components,
        learningRate,
        weightDecay,
        keyMomentum,
        prototypeMomentum,
        confidenceMomentumFirst,
        confidenceMomentumLast,
        contrastWeight,
        loss,
        weakNoise,
        weakDrop,
        strongNoise,
        strongDrop,
        views,
        delta,
        correctionStart,
        noiseThreshold,
        neighbours,
        threads);
  }

  public RefinementPlan withEpochs(int newEpochs) {
    return new RefinementPlan(
        seed,
        folds,
        members,
        newEpochs,
        batch,
        components,
        learningRate,
        weightDecay,
        keyMomentum,
        prototypeMomentum,
        confidenceMomentumFirst,
        confidenceMomentumLast,
        contrastWeight,
        loss,
        weakNoise,
        weakDrop,
        strongNoise,
        strongDrop,
        views,
        delta,
        correctionStart,
        noiseThreshold,
        neighbours,
        threads);
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "The plan's %s must be at least %d but is %d.".formatted(name, least, value));
    }
  }

  private static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "The plan's %s must lie in %s..%s but is %s.".formatted(name, least, most, value));
    }
  }
}
