package undertone.engine.multimodal;

import undertone.models.hosting.FeatureModel;

/// How a model learns from features.
///
/// @param model its name
/// @param size of its network
/// @param epochs times that every conversation is seen
/// @param batch conversations, or clips, of a step
/// @param learningRate of Adam
/// @param missing share of what is there that is taken away while learning, 0..0.9
/// @param heldOut share of the labelled clips that figures are measured on
/// @param choosing share of the others that chooses the best epoch
/// @param seed equal seeds give equal weights
public record MultimodalPlan(
    String model,
    String size,
    int epochs,
    int batch,
    double learningRate,
    double missing,
    double heldOut,
    double choosing,
    long seed) {

  /// What is usually taken away.
  public static final double USUAL_MISSING = .2;

  public MultimodalPlan {
    var known =
        FeatureModel.named(model)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "There is no model \"%s\" that reads features; there are %s."
                        .formatted(
                            model, FeatureModel.all().stream().map(FeatureModel::name).toList())));
    if (!known.sizes().contains(size)) {
      throw new IllegalArgumentException(
          "%s has no size \"%s\"; it has %s.".formatted(model, size, known.sizes()));
    }
    within("epochs", epochs, 1, 10_000);
    within("batch", batch, 2, 4096);
    within("learningRate", learningRate, 1e-9, 1);
    within("missing", missing, 0, 0.9);
    within("heldOut", heldOut, 0.01, 0.9);
    within("choosing", choosing, 0.01, 0.9);
  }

  private static void within(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "The plan's %s must lie in %s..%s but is %s.".formatted(what, least, most, value));
    }
  }

  /// What suits a size: of `tiny`, steep, for a few minutes on a laptop; of the others as
  /// published. The baselines of MER learn for a hundred epochs of 32 clips a step, as their
  /// organisers let them.
  public static MultimodalPlan usual(String model, String size) {
    boolean tiny = size.equals("tiny");
    var reads = FeatureModel.named(model).map(FeatureModel::reads).orElse(FeatureModel.Reads.STEPS);
    int batch =
        switch (reads) {
          case TURNS -> tiny ? 4 : 16; // corpora have few conversations, and steps must be many
          case STEPS -> 16;
          case CLIPS -> 32;
        };
    int epochs = reads == FeatureModel.Reads.CLIPS ? 100 : 40;
    return new MultimodalPlan(
        model, size, epochs, batch, tiny ? 3e-3 : 1e-3, USUAL_MISSING, .2, .15, 0);
  }

  FeatureModel hosted() {
    return FeatureModel.named(model).orElseThrow();
  }

  public MultimodalPlan withSeed(long other) {
    return new MultimodalPlan(
        model, size, epochs, batch, learningRate, missing, heldOut, choosing, other);
  }

  public MultimodalPlan withEpochs(int other) {
    return new MultimodalPlan(
        model, size, other, batch, learningRate, missing, heldOut, choosing, seed);
  }

  public MultimodalPlan withMissing(double other) {
    return new MultimodalPlan(
        model, size, epochs, batch, learningRate, other, heldOut, choosing, seed);
  }
}
