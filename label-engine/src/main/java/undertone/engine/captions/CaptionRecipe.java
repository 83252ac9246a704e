package undertone.engine.captions;

/// How clips and captions are learned.
///
/// @param epochs over all captions
/// @param batch captions per step
/// @param rate first learning rate of the clips' network
/// @param projectionRate of the sentences' layers
/// @param decay of weights, not of biases
/// @param form of the contrast
/// @param globalWeight of the contrast of global sentences, 0 = left out
/// @param summaryWeight of that of summaries
/// @param localWeight of that of one local sentence per clip and step
/// @param mining of positives
/// @param miningFrom first epoch with mining
/// @param hidden width of a layer that sentences pass first, 0 = none
/// @param width numbers of a vector in the common space
public record CaptionRecipe(
    int epochs,
    int batch,
    double rate,
    double projectionRate,
    double decay,
    Form form,
    double globalWeight,
    double summaryWeight,
    double localWeight,
    PositiveMining mining,
    int miningFrom,
    int hidden,
    int width) {

  /// What a step asks.
  public enum Form {
    /// Each clip for its texts among all of the batch, each text for its clips.
    SOFTMAX,
    /// Each pair for itself.
    SIGMOID
  }

  public CaptionRecipe {
    if (epochs < 1 || batch < 2 || !(rate > 0) || !(projectionRate > 0) || !(decay >= 0)) {
      throw new IllegalArgumentException(
          "Training needs epochs, a batch of 2 and positive rates but was given %d, %d, %s and %s (decay %s)."
              .formatted(epochs, batch, rate, projectionRate, decay));
    }
    if (!(globalWeight + summaryWeight + localWeight > 0)) {
      throw new IllegalArgumentException("At least one level of captions must be learned.");
    }
  }

  /// The small version: half a million weights, minutes on a processor.
  public static CaptionRecipe small() {
    return new CaptionRecipe(
        15,
        128,
        1e-3,
        5e-4,
        .05,
        Form.SIGMOID,
        1,
        1,
        .5,
        PositiveMining.usual(PositiveMining.Mode.AND),
        4,
        0,
        256);
  }

  public CaptionRecipe withEpochs(int epochs) {
    return new CaptionRecipe(
        epochs,
        batch,
        rate,
        projectionRate,
        decay,
        form,
        globalWeight,
        summaryWeight,
        localWeight,
        mining,
        miningFrom,
        hidden,
        width);
  }

  /// With other levels and another mining.
  public CaptionRecipe with(double summaryWeight, double localWeight, PositiveMining.Mode mode) {
    return new CaptionRecipe(
        epochs,
        batch,
        rate,
        projectionRate,
        decay,
        form,
        globalWeight,
        summaryWeight,
        localWeight,
        PositiveMining.usual(mode),
        miningFrom,
        hidden,
        width);
  }

  public CaptionRecipe with(Form form) {
    return new CaptionRecipe(
        epochs,
        batch,
        rate,
        projectionRate,
        decay,
        form,
        globalWeight,
        summaryWeight,
        localWeight,
        mining,
        miningFrom,
        hidden,
        width);
  }
}
